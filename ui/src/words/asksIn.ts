import type { CallView } from "../host/api";

/** Whether one asks somebody in, which comes to an end before one turns to another call. */
export const asksIn = ({ asking }: CallView): boolean => asking !== null && asking.outcome === null;
