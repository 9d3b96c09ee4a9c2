import { useEdit } from "../host/query";
import type { Edited } from "../host/api";
import type { Said } from "./Spoken";
import { say, sayWithUndo } from "./toasts";

/** Says that an edit is done, with the way back if there is one. */
export function useSayDone(): (said: Said, edited: Pick<Edited, "count" | "undo">) => void {
  const undo = useEdit("undo");
  return (said, { undo: token, count }) => {
    if (token === null) say(said);
    else sayWithUndo(said, count, () => undo.mutate({ token }));
  };
}
