import { dayStart } from "./day";

/** Days of a week; the first is a Monday in both languages. */
const WEEK = 7;

/** The first day of the month of `at`, `months` later. */
export function monthStart(at: number, months = 0): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth() + months, 1).getTime();
}

/** The same day `months` later, or the last one of a shorter month. */
export function sameDay(at: number, months: number): number {
  const first = new Date(monthStart(at, months));
  const last = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  return new Date(first.getFullYear(), first.getMonth(), Math.min(new Date(at).getDate(), last)).getTime();
}

/** The Monday on or before `at`. */
export function weekStart(at: number): number {
  return dayStart(at, -((new Date(at).getDay() + WEEK - 1) % WEEK));
}

/** The whole weeks that hold the month of `at`, each as its days. */
export function weeksOf(at: number): number[][] {
  const first = weekStart(monthStart(at));
  const next = monthStart(at, 1);
  const weeks: number[][] = [];
  for (let monday = first; monday < next; monday = dayStart(monday, WEEK)) {
    weeks.push(Array.from({ length: WEEK }, (_, day) => dayStart(monday, day)));
  }
  return weeks;
}

/** The day a key goes to from this one, or null if it goes nowhere. */
export function dayAfterKey(key: string, at: number): number | null {
  switch (key) {
    case "ArrowLeft":
      return dayStart(at, -1);
    case "ArrowRight":
      return dayStart(at, 1);
    case "ArrowUp":
      return dayStart(at, -WEEK);
    case "ArrowDown":
      return dayStart(at, WEEK);
    case "Home":
      return weekStart(at);
    case "End":
      return dayStart(weekStart(at), WEEK - 1);
    case "PageUp":
      return sameDay(at, -1);
    case "PageDown":
      return sameDay(at, 1);
    default:
      return null;
  }
}
