import { PhoneIncoming, Video } from "lucide-react";
import type { CallView } from "../host/api";
import { useText } from "../i18n";
import { elapsed } from "../words/elapsed";
import { useSecond } from "../words/useSecond";
import styles from "./Ring.module.css";

type Props = { calls: CallView[]; onLookAt: (id: string) => void };

/** Who else rings; a click looks at their call. */
export function Others({ calls, onLookAt }: Props) {
  const t = useText();
  const now = useSecond();
  return (
    <div className={styles.others}>
      <h2 className={styles.more}>{t("ring-others", { count: calls.length })}</h2>
      <ul>
        {calls.map((call) => (
          <li key={call.id}>
            <button
              type="button"
              className={styles.other}
              title={t("ring-look_at", { name: call.other.name })}
              onClick={() => onLookAt(call.id)}
            >
              {call.media === "video" ? <Video /> : <PhoneIncoming />}
              <span className={styles.cut}>
                {call.facts?.name ?? call.other.name} <span className={styles.quiet}>{call.facts?.company}</span>
              </span>
              <span className={styles.passed}>{elapsed(now - call.started_at)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
