import type { KeyboardEvent } from "react";

/** A radio keeps Enter to itself; a chord such as Ctrl Enter is a command of the screen. */
export function letChordsThrough(event: KeyboardEvent & { preventBaseUIHandler: () => void }): void {
  if (event.ctrlKey || event.metaKey) event.preventBaseUIHandler();
}
