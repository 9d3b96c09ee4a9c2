import { atTime, dayStart, HOUR } from "../../words/day";

/** The moments one snoozes to. */
export type Later = "hour" | "afternoon" | "tomorrow" | "three_days" | "monday";

const MORNING = 9;
const AFTERNOON = 14;
const MONDAY = 1;

/** The choices that make sense at this time of day, soonest first. */
export function laterChoices(now: number): { later: Later; at: number }[] {
  const today = new Date(now).getDay();
  const daysToMonday = ((MONDAY - today + 6) % 7) + 1;
  const choices: { later: Later; at: number }[] = [
    { later: "hour", at: inAnHour(now) },
    { later: "afternoon", at: atTime(now, 0, AFTERNOON) },
    { later: "tomorrow", at: atTime(now, 1, MORNING) },
    { later: "three_days", at: atTime(now, 3, MORNING) },
    { later: "monday", at: atTime(now, daysToMonday, MORNING) },
  ];
  const afternoonIsNear = atTime(now, 0, AFTERNOON) < now + HOUR;
  const mondayIsTomorrow = daysToMonday === 1;
  return choices
    .filter(({ later }) => !(later === "afternoon" && afternoonIsNear) && !(later === "monday" && mondayIsTomorrow))
    .filter(({ later, at }) => !(later === "hour" && dayStart(at) !== dayStart(now)))
    .toSorted((a, b) => a.at - b.at);
}

/** An hour from now on a quarter, so that lists stay readable. */
function inAnHour(now: number): number {
  const quarter = HOUR / 4;
  return Math.ceil((now + HOUR) / quarter) * quarter;
}
