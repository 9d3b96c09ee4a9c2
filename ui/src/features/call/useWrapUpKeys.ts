import { useEffect, useEffectEvent, type RefObject } from "react";
import type { CallOutcome } from "../../host/api";
import { meantKey } from "../../kit/commands/chord";
import { outcomeOf } from "./wrapUp";

const WRITES = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";

/**
 * 1 to 9 choose an outcome and Ctrl Enter saves, from wherever one is, but never out of something one writes elsewhere:
 * the same keys are digits and "save" there.
 */
export function useWrapUpKeys(
  card: RefObject<HTMLElement | null>,
  outcomes: readonly CallOutcome[],
  choose: (outcome: CallOutcome) => void,
  save: () => void,
): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const writes = target?.closest(WRITES) != null;
    const inside = target !== null && card.current?.contains(target) === true;
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key === "Enter" && (inside || !writes)) {
      event.preventDefault();
      save();
      return;
    }
    const outcome = writes || mod || event.altKey ? undefined : outcomeOf(meantKey(event), outcomes);
    if (outcome === undefined) return;
    event.preventDefault();
    choose(outcome);
  });
  useEffect(() => {
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
