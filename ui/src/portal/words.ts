import { daysFrom } from "../words/day";
import { clock, shortDay } from "../words/when";
import type { PastCall } from "./call";
import type { Speech } from "./Speech";

/** "Today 14:30", "Fri 20 Nov 10:05". */
export function whenOf(speech: Speech, at: number, now: number): string {
  const time = clock(at);
  switch (daysFrom(now, at)) {
    case 0:
      return speech.text("history-today", { time });
    case 1:
      return speech.text("history-tomorrow", { time });
    case -1:
      return speech.text("history-yesterday", { time });
    default:
      return speech.text("history-day", { day: shortDay(speech, at, now), time });
  }
}

/** "18 min", "40 s". */
export function lengthOf({ text }: Speech, seconds: number): string {
  if (seconds < 60) return text("history-seconds", { count: Math.round(seconds) });
  return text("history-minutes", { count: Math.round(seconds / 60) });
}

/** Somebody answered, if only for a moment. */
export function wasAnswered({ duration, endReason }: PastCall): boolean {
  return Boolean(duration) || endReason === "completed";
}

/** How a call went, as the customer saw it. */
export function outcomeOf(speech: Speech, call: PastCall): string {
  const { text } = speech;
  const byThem = call.fromUserType === "CRM_USER";
  if (call.endedAt === null) return text("history-going_on");
  if (wasAnswered(call)) return lengthOf(speech, call.duration ?? 0);
  switch (call.endReason) {
    case "declined":
      return text(byThem ? "history-declined_by_you" : "history-declined");
    case "missed":
    case "unreachable":
      return text(byThem ? "history-missed_by_you" : "history-missed");
    case "busy":
      return text(byThem ? "history-missed_by_you" : "history-busy");
    case "cancelled":
    case "superseded":
      return text(byThem ? "history-missed_by_you" : "history-taken_back");
    default:
      return text("history-not_connected");
  }
}

const two = (value: number) => String(value).padStart(2, "0");

/** "12:04", "1:02:40". */
export function timer(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
