import { BellOff, CalendarClock, History, StickyNote, TriangleAlert } from "lucide-react";
import type { CallView } from "../host/api";
import { useSpeech } from "../i18n";
import { useSecond } from "../words/useSecond";
import { moment } from "../words/when";
import styles from "./Ring.module.css";

type Props = {
  call: CallView;
  /** Why what was pressed did nothing. */
  refused: string | null;
  /** What there is to know while another call is talked in. */
  quiet: string | null;
};

/** What one has to know before the first word: the next step, the last note, how often they called. */
export function Facts({ call: { facts }, refused, quiet }: Props) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useSecond();
  return (
    <ul className={styles.facts}>
      {refused && (
        <li className={styles.fact} data-tone="warning" role="alert">
          <TriangleAlert />
          <p>{refused}</p>
        </li>
      )}
      {facts?.next_step && (
        <li className={styles.fact}>
          <CalendarClock aria-label={t("ring-next_step")} />
          <p className={styles.cut}>{facts.next_step.subject}</p>
          {facts.next_step.due_at !== null && <b>{moment(speech, facts.next_step.due_at, now)}</b>}
        </li>
      )}
      {facts?.last_note && (
        <li className={styles.fact}>
          <StickyNote aria-label={t("ring-note")} />
          <p className={styles.note}>{facts.last_note.text}</p>
        </li>
      )}
      {quiet && (
        <li className={styles.fact}>
          <BellOff aria-hidden="true" />
          <p className={styles.quiet}>{quiet}</p>
        </li>
      )}
      {facts && !quiet && !(facts.next_step && facts.last_note && refused) && (
        <li className={styles.fact}>
          <History aria-hidden="true" />
          <p className={styles.quiet}>{t("ring-calls", { count: facts.calls_30_days })}</p>
        </li>
      )}
    </ul>
  );
}
