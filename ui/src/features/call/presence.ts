import type { Presence } from "../../host/api";
import { atTime, MINUTE } from "../../words/day";

/** What one can choose; the others follow from what is so. */
export const CHOICES = ["available", "busy", "break", "meeting", "do_not_disturb"] as const satisfies Presence[];
export type Choice = (typeof CHOICES)[number];

/** How long a choice stands. */
export const LENGTHS = ["no_end", "half_hour", "hour", "day"] as const;
export type Length = (typeof LENGTHS)[number];

/** When a choice of this length ends by itself. */
export function endOfLength(length: Length, now: number): number | null {
  switch (length) {
    case "no_end":
      return null;
    case "half_hour":
      return now + 30 * MINUTE;
    case "hour":
      return now + 60 * MINUTE;
    case "day":
      return atTime(now, 1, 8);
  }
}
