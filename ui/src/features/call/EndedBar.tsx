import { PhoneCall, PhoneOff } from "lucide-react";
import type { CallView, MyPresence } from "../../host/api";
import { useText } from "../../i18n";
import { elapsed } from "../../words/elapsed";
import { useSecond } from "../../words/useSecond";
import styles from "./CallBar.module.css";
import { clockOf, endOf, nameOf } from "./callState";
import { useCallEdits } from "./useCalls";
import { useStartCall } from "./useStartCall";
import { Who } from "./Who";

type Props = {
  call: CallView;
  /** While the call is written down, one is not rung. */
  presence?: MyPresence | null;
};

/** Where the call was: why it is over, and how long it rests. */
export function EndedBar({ call, presence = null }: Props) {
  const t = useText();
  const now = useSecond();
  const resting = presence?.presence === "wrap_up" && presence.until !== null ? presence.until - now : 0;
  const unanswered = call.active_at === null;
  return (
    <section className={styles.bar} aria-label={t("call-bar")} data-region data-ended>
      <span className={styles.state} role="status">
        <PhoneOff /> {t(endOf(call))}
      </span>
      {!unanswered && <span className={styles.company}>{clockOf(call, now)}</span>}
      <i className={styles.line} />
      <Who call={call} />
      <span className={styles.fill} />
      {resting > 0 && <span className={styles.company}>{t("wrap_up-resting", { time: elapsed(resting) })}</span>}
      {unanswered && <TryAgain call={call} />}
    </section>
  );
}

function TryAgain({ call }: { call: CallView }) {
  const t = useText();
  const { hangUp } = useCallEdits(call.id);
  const { start, why } = useStartCall();
  const name = nameOf(call);
  const colleague = call.other.kind === "CRM_USER" ? call.other.id : null;
  const callee = colleague ? { colleague, name } : call.client_id ? { client: call.client_id, name } : null;
  return (
    <>
      {callee && !call.incoming && (
        <button
          type="button"
          className={styles.button}
          disabled={why !== null}
          onClick={() => start(callee, call.media)}
        >
          <PhoneCall /> {t("call-again")}
        </button>
      )}
      <button type="button" className={styles.button} onClick={hangUp}>
        {t("call-put_away")}
      </button>
    </>
  );
}
