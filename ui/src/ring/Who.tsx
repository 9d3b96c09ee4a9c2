import { CircleUserRound } from "lucide-react";
import type { CallView } from "../host/api";
import { useText } from "../i18n";
import { Avatar } from "../kit/Avatar";
import { QualityMark, StageChip } from "../kit/clientMarks";
import styles from "./Ring.module.css";

/** The name, the company, and where they stand. */
export function Who({ call: { id, other, facts, client_id } }: { call: CallView }) {
  const t = useText();
  const colleague = other.kind === "CRM_USER";
  const under = facts?.company ?? (colleague ? t("ring-colleague") : client_id === null ? t("ring-unknown") : null);
  return (
    <div className={styles.who}>
      {facts || colleague ? (
        // The hue is that of the client's own page.
        <Avatar id={client_id ?? other.id ?? id} name={facts?.name ?? other.name} size={48} />
      ) : (
        <span className={styles.nobody}>
          <CircleUserRound />
        </span>
      )}
      <div className={styles.names}>
        <h1 className={styles.name}>{facts?.name ?? other.name}</h1>
        {under && <p className={styles.under}>{under}</p>}
      </div>
      {facts && (
        <div className={styles.marks}>
          <StageChip stage={facts.lifecycle} />
          {facts.quality && <QualityMark quality={facts.quality} />}
        </div>
      )}
    </div>
  );
}
