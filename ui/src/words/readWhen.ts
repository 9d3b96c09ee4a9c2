/** Reads a moment as people type it, in English or Thai, whatever the language of the app: "fri 10", "พรุ่งนี้ 9",
 *  "26/11 14.00", "in 3 days". A day without a time means nine o'clock. */
import { atTime, dayStart, HOUR, MINUTE } from "./day";
import { readDay } from "./readDay";
import { readTime } from "./readTime";

/** The time of a day that was named without one. */
export const FIRST_HOUR = 9;

export function readWhen(typed: string, now: number, buddhistYears: boolean): number | null {
  const text = plain(typed);
  if (text === "") return null;

  const distance = readDistance(text, now);
  if (distance !== null) return distance;

  const day = readDay(text, now, buddhistYears);
  if (!day) {
    const time = readTime(text);
    if (!time || time.rest !== "") return null;
    const today = atTime(now, 0, time.hour, time.minute);
    return today > now ? today : atTime(now, 1, time.hour, time.minute);
  }
  if (day.rest === "") return morning(day.start, now);
  const time = readTime(day.rest);
  return time && time.rest === "" ? atTime(day.start, 0, time.hour, time.minute) : null;
}

const two = (value: number) => String(value).padStart(2, "0");

/** The moment as a field shows it for editing; `readWhen` reads it back. */
export function writeWhen(at: number, buddhistYears: boolean): string {
  const date = new Date(at);
  const year = date.getFullYear() + (buddhistYears ? 543 : 0);
  return `${date.getDate()}/${date.getMonth() + 1}/${year} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

function plain(typed: string): string {
  return typed
    .normalize("NFKC")
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - "๐".charCodeAt(0)))
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** Hours and minutes from now: "30 min", "2h", "อีก 2 ชม.". */
function readDistance(text: string, now: number): number | null {
  const found = /^(?:in |อีก ?)?(\d{1,4}) ?(?:(h|hours?|hrs?|ชม\.?|ชั่วโมง)|(m|mins?|minutes?|นาที))$/.exec(text);
  if (!found) return null;
  return now + Number(found[1]) * (found[2] ? HOUR : MINUTE);
}

/** Nine o'clock, or the next full hour if today's nine o'clock has passed. */
function morning(start: number, now: number): number {
  if (start !== dayStart(now)) return atTime(start, 0, FIRST_HOUR);
  return Math.max(atTime(now, 0, FIRST_HOUR), atTime(now, 0, new Date(now).getHours() + 1));
}
