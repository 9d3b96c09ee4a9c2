import type { QuietHours } from "../../host/api";
import { useSpeech } from "../../i18n";
import { weekdayName } from "../../words/when";
import styles from "./RingPart.module.css";

const DAYS = [0, 1, 2, 3, 4, 5, 6];
/** A Monday, to take the names of the days from. */
const MONDAY = new Date(2024, 0, 1, 12).getTime();
const DAY = 24 * 60 * 60 * 1_000;

/** From eight in the evening to eight in the morning, every day. */
export const usualHours = (): QuietHours => ({ from: 20 * 60, until: 8 * 60, days: DAYS });

type Props = {
  hours: QuietHours;
  /** What it comes to when no day is chosen. */
  never: string;
  onChange: (hours: QuietHours) => void;
};

/** From when to when, and the days on which that begins. */
export function QuietHoursFields({ hours, never, onChange }: Props) {
  const speech = useSpeech();
  const { text: t } = speech;
  const turn = (day: number, on: boolean) =>
    onChange({ ...hours, days: DAYS.filter((each) => (each === day ? on : hours.days.includes(each))) });
  return (
    <div className={styles.quiet} role="group" aria-label={t("sound-quiet")}>
      <Time label={t("sound-quiet_from")} minute={hours.from} onChange={(from) => onChange({ ...hours, from })} />
      <Time label={t("sound-quiet_until")} minute={hours.until} onChange={(until) => onChange({ ...hours, until })} />
      <div className={styles.days} role="group" aria-label={t("sound-quiet_days")}>
        {DAYS.map((day) => {
          const on = hours.days.includes(day);
          return (
            <button key={day} type="button" className={styles.day} aria-pressed={on} onClick={() => turn(day, !on)}>
              {weekdayName(speech, MONDAY + day * DAY)}
            </button>
          );
        })}
      </div>
      {hours.days.length === 0 && <p className={styles.never}>{never}</p>}
    </div>
  );
}

type TimeProps = { label: string; minute: number; onChange: (minute: number) => void };

function Time({ label, minute, onChange }: TimeProps) {
  return (
    <label className={styles.time}>
      <span>{label}</span>
      <input
        type="time"
        value={shown(minute)}
        onChange={(event) => {
          const read = minuteOf(event.currentTarget.value);
          if (read !== null) onChange(read);
        }}
      />
    </label>
  );
}

const two = (part: number) => String(part).padStart(2, "0");
const shown = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** The minute of the day of "20:30"; nothing while it is being typed. */
export function minuteOf(typed: string): number | null {
  const [hour, minute] = typed.split(":").map(Number);
  if (hour === undefined || minute === undefined || Number.isNaN(hour) || Number.isNaN(minute)) return null;
  return hour * 60 + minute;
}
