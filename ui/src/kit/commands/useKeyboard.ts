import { useEffect } from "react";
import { readStroke, worksWhileWriting, type Pending } from "./chord";
import { commandsNow } from "./useCommands";

const WRITES = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";
const OWN_KEYS = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** Runs commands by their keys, wherever the focus is. Once in the window. */
export function useKeyboard({ singleKeys }: { singleKeys: boolean }): void {
  useEffect(() => {
    let pending: Pending = null;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.key === "Shift" || event.key === "Control") return;
      const target = event.target instanceof Element ? event.target : null;
      const quiet = target?.closest(`${WRITES}, ${OWN_KEYS}`) || !singleKeys;
      const commands = commandsNow().filter(({ keys }) => keys !== undefined && (!quiet || worksWhileWriting(keys)));
      const found = readStroke(event, event.timeStamp, pending, commands);
      pending = found.pending;
      if (!found.command) return;
      event.preventDefault();
      found.command.run();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [singleKeys]);
}
