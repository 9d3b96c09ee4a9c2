import { useSyncExternalStore } from "react";
import { ticker } from "./ticker";

const seconds = ticker(1_000);

/** The time, moving on once a second: for what runs while one looks. */
export function useSecond(): number {
  return useSyncExternalStore(seconds.subscribe, seconds.now);
}
