const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;

/** How long before it is due one may be reminded of something, in minutes. */
export const LEADS = [5, 15, 30, HOUR, 2 * HOUR, DAY];

/** The moment of a reminder that comes so many minutes before something is due. */
export const remindAt = (due: number | null, lead: number | null): number | null =>
  due === null || lead === null ? null : due - lead * MINUTE;

/** How many minutes a reminder comes before something is due. */
export const leadOf = (due: number | null, reminder: number | null): number | null =>
  due === null || reminder === null ? null : Math.round((due - reminder) / MINUTE);

/** The choices whose moment has not passed, and the one that is chosen. */
export function leadsFor(due: number | null, chosen: number | null, now: number): number[] {
  if (due === null) return [];
  const open = LEADS.filter((lead) => lead !== chosen && due - lead * MINUTE > now);
  return (chosen === null ? open : [...open, chosen]).toSorted((a, b) => a - b);
}

/** In the largest unit that says it exactly. */
export function inUnits(lead: number): { unit: "minutes" | "hours" | "days"; count: number } {
  if (lead > 0 && lead % DAY === 0) return { unit: "days", count: lead / DAY };
  if (lead > 0 && lead % HOUR === 0) return { unit: "hours", count: lead / HOUR };
  return { unit: "minutes", count: lead };
}
