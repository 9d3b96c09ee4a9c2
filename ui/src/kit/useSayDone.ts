import { useEdit } from "../host/query";
import type { Edited } from "../host/api";
import type { Said } from "./Spoken";
import { say, sayWithUndo, type ToastMore } from "./toasts";

type More = ToastMore & { onUndone?: () => void };

/** Says that an edit is done, with the way back if there is one. Answers with the toast. */
export function useSayDone(): (said: Said, edited: Pick<Edited, "count" | "undo">, more?: More) => string {
  const undo = useEdit("undo");
  return (said, { undo: token, count }, { onUndone, ...more } = {}) => {
    if (token === null) return say(said, more);
    return sayWithUndo(said, count, () => undo.mutate({ token }, onUndone && { onSuccess: onUndone }), more);
  };
}
