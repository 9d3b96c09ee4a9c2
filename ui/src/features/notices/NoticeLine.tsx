import { Check, PhoneMissed } from "lucide-react";
import type { NoticeRow } from "../../host/api";
import { useText } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { IconButton } from "../../kit/Button";
import { KindIcon } from "../../kit/marks";
import { clock } from "../../words/when";
import styles from "./NoticePanel.module.css";

type Props = { row: NoticeRow; onOpen: () => void; onSeen: () => void };

/** One thing one was told of: what, with whom, when, and whether it is new. */
export function NoticeLine({ row, onOpen, onSeen }: Props) {
  const t = useLateText();
  const isCall = row.kind === "missed_call";
  const time = clock(row.at);
  return (
    <li className={styles.line} data-new={!row.seen || undefined}>
      <button type="button" className={styles.open} data-open onClick={onOpen}>
        <Mark row={row} />
        <span className={styles.what}>{row.title}</span>
        <span className={styles.about}>
          {isCall ? t("notices-called_at", { time }) : t("notices-due_at", { time })}
          {!isCall && row.client_name && <span className={styles.client}>{row.client_name}</span>}
        </span>
        {!row.seen && <span className={styles.new} role="img" aria-label={t("notices-not_seen")} />}
      </button>
      {!row.seen && (
        <span className={styles.seen}>
          <IconButton size="small" label={t("notices-seen", { name: row.title })} onClick={onSeen}>
            <Check />
          </IconButton>
        </span>
      )}
    </li>
  );
}

function Mark({ row }: { row: NoticeRow }) {
  const t = useText();
  const late = useLateText();
  if (row.kind === "missed_call") {
    return (
      <span className={styles.mark} role="img" aria-label={late("notices-call")} data-call>
        <PhoneMissed />
      </span>
    );
  }
  const kind = row.activity_kind ?? "task";
  return (
    <span className={styles.mark} role="img" aria-label={t(`activity_kind-${kind}`)}>
      <KindIcon kind={kind} />
    </span>
  );
}
