import type { CallOutcome, NextActivity, WrapUpSave } from "../../host/api";
import { atTime } from "../../words/day";

const MORNING = 9;
const MONDAY = 1;

/** When something is next: one of the usual days, or a moment of its own. */
export type NextDay = "none" | "tomorrow" | "three_days" | "next_week" | "pick";
/** Those one presses; none pressed is none. */
export const NEXT_DAYS: Exclude<NextDay, "none">[] = ["tomorrow", "three_days", "next_week", "pick"];

/** What a person has decided about a call that is over. */
export type Decided = {
  outcome: CallOutcome | null;
  next: NextDay;
  /** The moment of `pick`. */
  at: number | null;
  /** What is next; null for the usual words. */
  subject: string | null;
};

export const NOTHING_DECIDED: Decided = { outcome: null, next: "none", at: null, subject: null };

/** The moment of a day that was chosen, in the morning; null for none. */
export function momentOf({ next, at }: Pick<Decided, "next" | "at">, now: number): number | null {
  switch (next) {
    case "none":
      return null;
    case "tomorrow":
      return atTime(now, 1, MORNING);
    case "three_days":
      return atTime(now, 3, MORNING);
    case "next_week":
      return atTime(now, ((MONDAY - new Date(now).getDay() + 6) % 7) + 1, MORNING);
    case "pick":
      return at;
  }
}

/** The outcome of a key, or undefined. */
export function outcomeOf(key: string, outcomes: readonly CallOutcome[]): CallOutcome | undefined {
  return /^[1-9]$/.test(key) ? outcomes[Number(key) - 1] : undefined;
}

/** Another press takes the choice back. An outcome that promises a call plans it, unless something is planned. */
export function withOutcome(decided: Decided, outcome: CallOutcome): Decided {
  if (decided.outcome === outcome) return { ...decided, outcome: null };
  const plans = outcome === "call_back" && decided.next === "none";
  return { ...decided, outcome, next: plans ? "tomorrow" : decided.next };
}

/** What the core is told. */
export function saved(
  call_id: string,
  decided: Decided,
  { note, usual, now }: { note: string; usual: string; now: number },
): WrapUpSave {
  const due_at = momentOf(decided, now);
  const subject = decided.subject?.trim() || usual;
  const next: NextActivity | null = due_at === null ? null : { subject, due_at, kind: "call" };
  return { call_id, outcome: decided.outcome, note: note.trim(), next };
}
