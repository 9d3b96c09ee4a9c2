import { Pause, PhoneOff, Play } from "lucide-react";
import type { CallView } from "../../host/api";
import { useText } from "../../i18n";
import { CallButton } from "../../kit/CallButton";
import { useSecond } from "../../words/useSecond";
import styles from "./CallBar.module.css";
import { clockOf, nameOf } from "./callState";
import { useCallEdits } from "./useCalls";
import { Who } from "./Who";

/** A call that waits while another one is talked in, or until one comes back to it. */
export function WaitingBar({ call }: { call: CallView }) {
  const t = useText();
  const now = useSecond();
  const edits = useCallEdits(call.id);
  return (
    <section className={styles.bar} aria-label={t("call-waiting", { name: nameOf(call) })} data-region data-ended>
      <Pause className={styles.paused} />
      <span className={styles.clock} role="timer">
        {clockOf(call, now)}
      </span>
      <i className={styles.line} />
      <Who call={call} />
      <span className={styles.state}>{t("call-on_hold")}</span>
      <span className={styles.fill} />
      <CallButton kind="quiet" icon={<Play />} disabled={edits.comingBack} onClick={edits.comeBack}>
        {t("call-come_back")}
      </CallButton>
      <CallButton kind="quiet" icon={<PhoneOff />} onClick={edits.hangUp}>
        {t("call-end")}
      </CallButton>
    </section>
  );
}
