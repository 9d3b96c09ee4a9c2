import { useEdit } from "../host/query";
import type { Edited } from "../host/api";
import { say, sayWithUndo } from "./toasts";

/** Says that an edit is done, with the way back if there is one. */
export function useSayDone(): (title: string, edited: Edited) => void {
  const undo = useEdit("undo");
  return (title, { undo: token, count }) => {
    if (token === null) say(title);
    else sayWithUndo(title, count, () => undo.mutate({ token }));
  };
}
