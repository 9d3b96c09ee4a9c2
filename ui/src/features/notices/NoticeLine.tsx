import { Check, PhoneMissed } from "lucide-react";
import type { NoticeRow } from "../../host/api";
import { useSpeech, useText } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { IconButton } from "../../kit/Button";
import { KindIcon } from "../../kit/marks";
import { useNow } from "../../words/useNow";
import { clock, moment } from "../../words/when";
import styles from "./NoticePanel.module.css";

type Props = { row: NoticeRow; onOpen: () => void; onSeen: () => void };

/** One thing one was told of: what, with whom, when, and whether it is new. */
export function NoticeLine({ row, onOpen, onSeen }: Props) {
  const t = useLateText();
  const when = useWhen(row);
  const isCall = row.kind === "missed_call";
  return (
    <li className={styles.line} data-new={!row.seen || undefined}>
      <button type="button" className={styles.open} data-open onClick={onOpen}>
        <Mark row={row} />
        <span className={styles.what}>{row.title}</span>
        <span className={styles.about}>
          {when}
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

/** When it was or will be; what one is reminded of may be due another day. */
function useWhen({ kind, at, due_at }: NoticeRow): string {
  const t = useLateText();
  const speech = useSpeech();
  const now = useNow();
  if (kind === "missed_call") return t("notices-called_at", { time: clock(at) });
  if (kind === "task_due") return t("notices-due_at", { time: clock(at) });
  if (due_at === null) return t("notices-reminded_at", { time: clock(at) });
  return t("notices-comes_due", { when: moment(speech, due_at, now) });
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
