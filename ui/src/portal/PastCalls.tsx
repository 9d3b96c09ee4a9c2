import { CircleAlert, History } from "lucide-react";
import { PastCall } from "./PastCall";
import styles from "./PastCalls.module.css";
import { Button, Notice } from "./parts";
import parts from "./parts.module.css";
import { useText } from "./Speech";
import { usePastCalls } from "./usePastCalls";

/** The customer's own calls. */
export function PastCalls() {
  const t = useText();
  const { calls, failed, more, again, earlier } = usePastCalls();
  if (calls === null) {
    if (!failed) return <main className={styles.page} aria-busy="true" />;
    return (
      <Notice
        icon={<CircleAlert aria-hidden="true" />}
        tone="danger"
        title={t("history-failed")}
        actions={
          <Button kind="primary" wide onClick={again}>
            {t("history-try_again")}
          </Button>
        }
      />
    );
  }
  if (calls.length === 0) {
    return (
      <Notice
        icon={<History aria-hidden="true" />}
        title={t("history-none")}
        actions={
          <Button kind="primary" wide onClick={() => window.location.assign("#/")}>
            {t("history-call_us")}
          </Button>
        }
      >
        <p>{t("history-none_what")}</p>
      </Notice>
    );
  }
  return (
    <main className={styles.page}>
      <h1>{t("history-title")}</h1>
      <ul className={`${parts.card} ${styles.list}`}>
        {calls.map((call) => (
          <PastCall key={call.id} call={call} />
        ))}
      </ul>
      {more && (
        <div className={styles.more}>
          <Button wide onClick={earlier}>
            {t("history-earlier")}
          </Button>
        </div>
      )}
    </main>
  );
}
