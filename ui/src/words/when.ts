import type { Speech } from "../i18n/Speech";
import { daysFrom, HOUR, MINUTE } from "./day";

type DateWords = Pick<Speech, "language" | "buddhistYears">;
type Words = DateWords & Pick<Speech, "text">;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatted({ language, buddhistYears }: DateWords, at: number, options: Intl.DateTimeFormatOptions): string {
  const locale = `${language === "th" ? "th-TH" : "en-GB"}-u-ca-${buddhistYears ? "buddhist" : "gregory"}-nu-latn`;
  const key = locale + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  // The era's name is left out: the year tells by itself which one it is.
  const parts = format.formatToParts(at).filter((part) => part.type !== "era");
  const date = parts.map((part) => part.value).join("");
  return date.replace(/\bSept\b/, "Sep").trim();
}

const THAI_WEEKDAYS = ["อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส."];

/** "Fri", "ศ.". */
export function weekdayName(words: DateWords, at: number): string {
  const thai = words.language === "th" ? THAI_WEEKDAYS[new Date(at).getDay()] : undefined;
  return thai ?? formatted(words, at, { weekday: "short" });
}

/** "14:30". */
export function clock(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}

/** "20 Nov 2026", or "20 พ.ย. 2569" with Buddhist years. */
export function fullDate(words: DateWords, at: number): string {
  return formatted(words, at, { day: "numeric", month: "short", year: "numeric" });
}

/** "November 2026", or "พฤศจิกายน 2569" with Buddhist years. */
export function monthName(words: DateWords, at: number): string {
  return formatted(words, at, { month: "long", year: "numeric" });
}

/** "Fri 27 Nov"; with the year if it is not the present one. */
export function shortDay(words: DateWords, at: number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const date = sameYear ? formatted(words, at, { day: "numeric", month: "short" }) : fullDate(words, at);
  return `${weekdayName(words, at)} ${date}`;
}

/** "Today", "Yesterday" or "Tomorrow" if it is one of them. */
function nearDay({ text }: Words, at: number, now: number): string | null {
  switch (daysFrom(now, at)) {
    case -1:
      return text("when-yesterday");
    case 0:
      return text("when-today");
    case 1:
      return text("when-tomorrow");
    default:
      return null;
  }
}

/** A heading over the things of a day: "Today", "Thu 12 November". */
export function dayHeading(words: Words, at: number, now: number): string {
  const near = nearDay(words, at, now);
  if (near) return near;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = sameYear ? {} : ({ year: "numeric" } as const);
  const date = formatted(words, at, { day: "numeric", month: "long", ...year });
  return `${weekdayName(words, at)} ${date}`;
}

/** A moment in full: "Today 14:30", "Fri 27 Nov 10:00". */
export function moment(words: Words, at: number, now: number): string {
  const day = nearDay(words, at, now) ?? shortDay(words, at, now);
  return words.text("when-day_and_time", { day, time: clock(at) });
}

/** How long ago: "40 min ago", "12 days ago". */
export function ago(words: Words, at: number, now: number): string {
  const { text } = words;
  const passed = now - at;
  if (passed < 5_000) return text("when-just_now");
  if (passed < MINUTE) return text("when-seconds_ago", { count: Math.floor(passed / 1_000) });
  if (passed < HOUR) return text("when-minutes_ago", { count: Math.floor(passed / MINUTE) });
  const days = daysFrom(at, now);
  if (days === 0) return text("when-hours_ago", { count: Math.floor(passed / HOUR) });
  if (days === 1) return text("when-yesterday");
  if (days <= 30) return text("when-days_ago", { count: days });
  return fullDate(words, at);
}

/** How urgent a planned moment is. */
export type Urgency = "late" | "today" | "later" | "nothing";

/** What a list says about a planned moment: "2 days late", "Today 14:30", "Mon 23 Nov", "Nothing planned". */
export function followUp(words: Words, at: number | null, now: number): { urgency: Urgency; says: string } {
  const { text } = words;
  if (at === null) return { urgency: "nothing", says: text("when-nothing_planned") };
  if (at < now) return { urgency: "late", says: late(words, at, now) };
  const days = daysFrom(now, at);
  if (days === 0) return { urgency: "today", says: moment(words, at, now) };
  return { urgency: "later", says: days === 1 ? moment(words, at, now) : shortDay(words, at, now) };
}

function late({ text }: Words, at: number, now: number): string {
  const days = daysFrom(at, now);
  if (days > 0) return text("when-days_late", { count: days });
  const minutes = Math.max(1, Math.floor((now - at) / MINUTE));
  if (minutes < 60) return text("when-minutes_late", { count: minutes });
  return text("when-hours_late", { count: Math.floor(minutes / 60) });
}
