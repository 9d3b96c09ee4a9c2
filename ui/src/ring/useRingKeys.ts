import { useEffect, useEffectEvent } from "react";
import { isChord } from "../kit/commands/chord";

/** Keys as commands are written, and what they do. */
type Keys = Record<string, () => void>;

/** Runs what a key stands for, wherever the focus is in this window. A focused button keeps its own Enter. */
export function useRingKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat) return;
    const onButton = event.target instanceof Element && event.target.closest("button") !== null;
    const found = Object.keys(keys).find((each) => isChord(event, each) && !(onButton && each === "enter"));
    if (found === undefined) return;
    event.preventDefault();
    keys[found]?.();
  });
  useEffect(() => {
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
