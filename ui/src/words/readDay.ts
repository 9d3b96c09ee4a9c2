import { dayStart } from "./day";

/** The day at the start of a text, and what follows it. */
export type ReadDay = { start: number; rest: string };

const BUDDHIST_YEARS_AHEAD = 543;

/** Names from Sunday on; the longest spelling of each first. */
const WEEKDAYS: string[][] = [
  ["sunday", "sun", "อาทิตย์", "อา."],
  ["monday", "mon", "จันทร์", "จ."],
  ["tuesday", "tues", "tue", "อังคาร", "อ."],
  ["wednesday", "wed", "พุธ", "พ."],
  ["thursday", "thurs", "thur", "thu", "พฤหัสบดี", "พฤหัส", "พฤ."],
  ["friday", "fri", "ศุกร์", "ศ."],
  ["saturday", "sat", "เสาร์", "ส."],
];

const MONTHS: string[][] = [
  ["january", "jan", "มกราคม", "ม.ค."],
  ["february", "feb", "กุมภาพันธ์", "ก.พ."],
  ["march", "mar", "มีนาคม", "มี.ค."],
  ["april", "apr", "เมษายน", "เม.ย."],
  ["may", "พฤษภาคม", "พ.ค."],
  ["june", "jun", "มิถุนายน", "มิ.ย."],
  ["july", "jul", "กรกฎาคม", "ก.ค."],
  ["august", "aug", "สิงหาคม", "ส.ค."],
  ["september", "sept", "sep", "กันยายน", "ก.ย."],
  ["october", "oct", "ตุลาคม", "ต.ค."],
  ["november", "nov", "พฤศจิกายน", "พ.ย."],
  ["december", "dec", "ธันวาคม", "ธ.ค."],
];

const escaped = (name: string) => name.replaceAll(".", String.raw`\.`);
const anyOf = (names: string[][]) =>
  names
    .flat()
    .toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join("|");
const indexOf = (names: string[][], name: string) => names.findIndex((spellings) => spellings.includes(name));

/** A Latin name ends where its letters end, so that "sun" is not found in "sunlight". */
const END = "(?![a-z])";
const MONTH = anyOf(MONTHS);
const WEEKDAY = anyOf(WEEKDAYS);

type Reading = { pattern: RegExp; day: (found: RegExpExecArray, context: Context) => number | null };
type Context = { now: number; buddhistYears: boolean };

const inDays =
  (days: number) =>
  (_: RegExpExecArray, { now }: Context) =>
    dayStart(now, days);

const READINGS: Reading[] = [
  { pattern: /^(?:the )?day after tomorrow|^มะรืนนี้|^มะรืน/, day: inDays(2) },
  { pattern: /^today|^วันนี้/, day: inDays(0) },
  { pattern: /^(?:tomorrow|tmr|tom)(?![a-z])|^พรุ่งนี้|^พรุ่งนี/, day: inDays(1) },
  { pattern: /^next week|^(?:สัปดาห์|อาทิตย์)หน้า/, day: (_, { now }) => mondayAfter(now) },
  { pattern: /^next month|^เดือนหน้า/, day: (_, { now }) => monthLater(now, 1, 1) },
  {
    pattern: /^(?:in |อีก ?)?(\d{1,3}) ?(?:(d|days?|วัน)|(w|weeks?|สัปดาห์|อาทิตย์)|(months?|เดือน))(?![a-z])/,
    day: ([, count, days, weeks], { now }) => {
      if (days) return dayStart(now, Number(count));
      if (weeks) return dayStart(now, Number(count) * 7);
      return monthLater(now, Number(count), new Date(now).getDate());
    },
  },
  {
    pattern: new RegExp(`^(next )?(?:วัน)?(${WEEKDAY})(หน้า)?${END}`),
    day: ([, nextEnglish, name, nextThai], { now }) =>
      weekday(now, indexOf(WEEKDAYS, name ?? ""), !!(nextEnglish ?? nextThai)),
  },
  {
    pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/,
    day: ([, year, month, day], context) => date(context, Number(day), Number(month) - 1, year),
  },
  {
    pattern: /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?(?!\d)/,
    day: ([, day, month, year], context) => date(context, Number(day), Number(month) - 1, year),
  },
  {
    pattern: new RegExp(String.raw`^(\d{1,2}) ?(${MONTH})${END}(?: (\d{4})(?!\d))?`),
    day: ([, day, month, year], context) => date(context, Number(day), indexOf(MONTHS, month ?? ""), year),
  },
  {
    pattern: new RegExp(String.raw`^(${MONTH}) ?(\d{1,2})(?![\d:.])(?: (\d{4})(?!\d))?`),
    day: ([, month, day, year], context) => date(context, Number(day), indexOf(MONTHS, month ?? ""), year),
  },
];

export function readDay(text: string, now: number, buddhistYears: boolean): ReadDay | null {
  for (const { pattern, day } of READINGS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const start = day(found, { now, buddhistYears });
    return start === null ? null : { start, rest: text.slice(found[0].length).replace(/^,/, "").trim() };
  }
  return null;
}

/** The next such day after today; with "next" the one of the coming week, which starts on Monday. */
function weekday(now: number, wanted: number, ofNextWeek: boolean): number {
  const today = new Date(now).getDay();
  if (!ofNextWeek) return dayStart(now, ((wanted - today + 6) % 7) + 1);
  const monday = mondayAfter(now);
  return dayStart(monday, (wanted + 6) % 7);
}

function mondayAfter(now: number): number {
  return weekday(now, 1, false);
}

/** The day in a later month; the 31st becomes the last day of a shorter month. */
function monthLater(now: number, months: number, day: number): number {
  const today = new Date(now);
  const lastDay = new Date(today.getFullYear(), today.getMonth() + months + 1, 0).getDate();
  return new Date(today.getFullYear(), today.getMonth() + months, Math.min(day, lastDay)).getTime();
}

/** A day of the calendar; without a year the next one that is not past. Null for a day that does not exist. */
function date(
  { now, buddhistYears }: Context,
  day: number,
  month: number,
  typedYear: string | undefined,
): number | null {
  const thisYear = new Date(now).getFullYear();
  if (typedYear !== undefined) return existing(yearOf(typedYear, buddhistYears), month, day);
  const inThisYear = existing(thisYear, month, day);
  if (inThisYear !== null && inThisYear >= dayStart(now)) return inThisYear;
  return existing(thisYear + 1, month, day);
}

function yearOf(typed: string, buddhistYears: boolean): number {
  const year = Number(typed);
  if (typed.length === 2) return buddhistYears ? 2500 + year - BUDDHIST_YEARS_AHEAD : 2000 + year;
  return year >= 2400 ? year - BUDDHIST_YEARS_AHEAD : year;
}

function existing(year: number, month: number, day: number): number | null {
  const found = new Date(year, month, day);
  return found.getMonth() === month && found.getDate() === day ? found.getTime() : null;
}
