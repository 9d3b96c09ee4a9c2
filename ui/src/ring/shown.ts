import type { Calls, CallView } from "../host/api";
import { talkedIn } from "../words/besideCall";

/** What stands in the window. */
export type Shown =
  | { what: "ringing"; call: CallView; others: CallView[]; during: CallView | null }
  | { what: "connecting"; call: CallView }
  | { what: "elsewhere"; call: CallView }
  | null;

/** The newest ring, or the one that was looked at, before everything that is decided already. */
export function shownOf(calls: Calls | undefined, lookedAt: string | null): Shown {
  if (!calls) return null;
  const { ringing, current, elsewhere } = calls;
  const call = ringing.find(({ id }) => id === lookedAt) ?? ringing[ringing.length - 1];
  if (call) {
    const others = ringing.filter(({ id }) => id !== call.id).toReversed();
    return { what: "ringing", call, others, during: talkedIn(current) };
  }
  if (elsewhere) return { what: "elsewhere", call: elsewhere };
  if (current?.incoming && current.phase === "connecting") return { what: "connecting", call: current };
  return null;
}

/** How much of the time to answer is left, 1 to 0. */
export function timeLeft({ started_at, ring_until }: CallView, now: number): number {
  const whole = ring_until - started_at;
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, (ring_until - now) / whole));
}
