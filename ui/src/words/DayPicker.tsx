import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useSpeech } from "../i18n";
import { IconButton } from "../kit/Button";
import styles from "./DayPicker.module.css";
import { dayStart } from "./day";
import { dayAfterKey, monthStart, sameDay, weeksOf } from "./month";
import { fullDate, monthName, weekdayName } from "./when";

type Props = {
  /** The day that is chosen already. */
  day: number | null;
  now: number;
  onPick: (day: number) => void;
  onCancel: () => void;
};

/** A month to pick a day from: arrows walk days and weeks, Page Up and Down months, Enter picks. */
export function DayPicker({ day, now, onPick, onCancel }: Props) {
  const speech = useSpeech();
  const { text: t } = speech;
  const today = dayStart(now);
  const [cursor, setCursor] = useState(() => dayStart(day ?? now));
  const grid = useRef<HTMLTableElement>(null);
  const weeks = weeksOf(cursor);

  useEffect(() => {
    grid.current?.querySelector<HTMLElement>(`[data-day="${cursor}"]`)?.focus();
  }, [cursor]);

  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    const next = dayAfterKey(event.key, cursor);
    if (next !== null) setCursor(next);
    else if (event.key === "Escape") onCancel();
    else if (event.key === "Enter" || event.key === " ") onPick(cursor);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.picker}>
      <div className={styles.head}>
        <IconButton label={t("when-month-before")} size="small" onClick={() => setCursor(sameDay(cursor, -1))}>
          <ChevronLeft />
        </IconButton>
        <p className={styles.month} aria-live="polite">
          {monthName(speech, cursor)}
        </p>
        <IconButton label={t("when-month-after")} size="small" onClick={() => setCursor(sameDay(cursor, 1))}>
          <ChevronRight />
        </IconButton>
      </div>
      <table ref={grid} aria-label={monthName(speech, cursor)} onKeyDown={press}>
        <thead>
          <tr>
            {weeks[0]?.map((each) => (
              <th key={each} scope="col">
                {weekdayName(speech, each)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((each) => (
                <td key={each}>
                  <button
                    type="button"
                    className={styles.day}
                    tabIndex={each === cursor ? 0 : -1}
                    aria-label={`${weekdayName(speech, each)} ${fullDate(speech, each)}`}
                    aria-pressed={each === day}
                    aria-current={each === today ? "date" : undefined}
                    data-day={each}
                    data-other={monthStart(each) !== monthStart(cursor) || undefined}
                    onClick={() => onPick(each)}
                  >
                    {new Date(each).getDate()}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
