import { PhoneIncoming, PhoneMissed, PhoneOutgoing, type LucideIcon } from "lucide-react";
import type { CallOfActivity } from "../host/api";
import type { Text } from "../i18n";
import { elapsed } from "../words/elapsed";

/** How a call came about, as whoever looks back sees it. */
export type CallWay = "missed" | "incoming" | "outgoing";

const ICON: Record<CallWay, LucideIcon> = {
  missed: PhoneMissed,
  incoming: PhoneIncoming,
  outgoing: PhoneOutgoing,
};

export function CallIcon({ way }: { way: CallWay }) {
  const Icon = ICON[way];
  return <Icon />;
}

export const wayOf = ({ missed, direction }: CallOfActivity): CallWay => (missed ? "missed" : direction);

/** How long both talked, or why they did not; nothing more of a missed call. */
export function lengthOf(t: Text, { seconds, end, missed }: CallOfActivity): string | null {
  if (seconds > 0) return elapsed(seconds * 1_000);
  return missed || !end ? null : t(`call-ended_${end}`);
}
