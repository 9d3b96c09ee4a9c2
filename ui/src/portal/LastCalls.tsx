import { PastCall } from "./PastCall";
import styles from "./PastCalls.module.css";
import parts from "./parts.module.css";
import { useText } from "./Speech";
import { usePastCalls } from "./usePastCalls";

const FEW = 3;

/** The last few calls, beside the people. */
export function LastCalls() {
  const t = useText();
  const { calls } = usePastCalls();
  if (!calls || calls.length === 0) return null;
  return (
    <section className={parts.card}>
      <h2 className={parts.cardTitle}>{t("people-last")}</h2>
      <ul className={styles.list}>
        {calls.slice(0, FEW).map((call) => (
          <PastCall key={call.id} call={call} />
        ))}
      </ul>
      {calls.length > FEW && (
        <a className={styles.all} href="#/history">
          {t("people-all")}
        </a>
      )}
    </section>
  );
}
