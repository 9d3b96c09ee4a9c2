import type { CallView } from "../../host/api";
import type { PlainMsgId, Text } from "../../i18n";
import { elapsed } from "../../words/elapsed";

/** What a call is called on the screen. */
export const nameOf = (call: CallView): string => call.facts?.name ?? call.other.name;

/** The id whose hue a face has: that of the client's own page. */
export const faceOf = (call: CallView): string => call.client_id ?? call.other.id ?? call.id;

/** What goes on in a call, in the order of what matters first. */
export type Going = "dialling" | "connecting" | "reconnecting" | "on_hold" | "talking";

export function goingOn(call: CallView): Going {
  if (call.phase === "dialling" || call.phase === "ringing") return "dialling";
  if (call.phase === "connecting") return "connecting";
  if (call.reconnecting) return "reconnecting";
  return call.held ? "on_hold" : "talking";
}

/** How long both sides have talked, or how long it has rung: what the clock of the call shows. */
export function clockOf(call: CallView, now: number): string {
  return elapsed((call.ended_at ?? now) - (call.active_at ?? call.started_at));
}

/** Why it is over; undefined while it is not. */
export function endOf(call: Pick<CallView, "end_reason">): PlainMsgId {
  return `call-ended_${call.end_reason ?? "completed"}`;
}

/** What one has to know about the sound of a call now, the most urgent first. */
export function soundWords(t: Text, call: CallView, pushToTalk: boolean): string | null {
  const going = goingOn(call);
  if (going === "reconnecting" || going === "on_hold") return t(`call-${going}_text`);
  if (going === "dialling" && call.call_waiting) return t("call-they_talk");
  if (going !== "talking") return null;
  if (call.on_hold) return t("call-they_hold");
  if (call.muted) return t(pushToTalk ? "call-hold_to_talk" : "call-you_muted");
  if (call.other_muted) return t("call-they_muted");
  return pushToTalk ? t("call-they_hear") : null;
}
