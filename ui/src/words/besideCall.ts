import type { CallView } from "../host/api";

/** The call one talks in, beside which another one is answered. */
export const talkedIn = (current: CallView | null): CallView | null =>
  current?.phase === "connecting" || current?.phase === "active" ? current : null;

/** Whether one asks somebody in, which comes to an end before one turns to another call. */
export const asksIn = ({ asking }: CallView): boolean => asking !== null && asking.outcome === null;
