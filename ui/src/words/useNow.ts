import { useSyncExternalStore } from "react";
import { MINUTE } from "./day";
import { ticker } from "./ticker";

const minutes = ticker(MINUTE);

/** The time of the whole screen, moving on once a minute. */
export function useNow(): number {
  return useSyncExternalStore(minutes.subscribe, minutes.now);
}
