/** Days as people count them, in the time zone of this computer. Times are milliseconds since the epoch. */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Midnight at the start of the day of `at`, `days` later. Safe over changes to summer time. */
export function dayStart(at: number, days = 0): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** How many midnights lie between the two; negative if `at` is on an earlier day. */
export function daysFrom(from: number, at: number): number {
  return Math.round((dayStart(at) - dayStart(from)) / (24 * HOUR));
}

/** The moment on the day of `at`, `days` later, at this time. */
export function atTime(at: number, days: number, hour: number, minute = 0): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hour, minute).getTime();
}
