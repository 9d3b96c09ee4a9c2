import { useEdit } from "../../host/query";
import { useSayDone } from "../../kit/useSayDone";

/** Changes of one note; each can be undone. */
export function useNoteEdits(id: string) {
  const sayDone = useSayDone();
  const update = useEdit("note_update");
  const remove = useEdit("note_delete");
  return {
    pin: (pinned: boolean) =>
      update.mutate(
        { id, fields: { values: { pinned } } },
        {
          onSuccess: (edited) =>
            sayDone(({ text }) => text(pinned ? "client-pinned_said" : "client-unpinned_said"), edited),
        },
      ),
    rewrite: (body: string, saved: () => void) =>
      update.mutate(
        { id, fields: { values: { body } } },
        {
          onSuccess: (edited) => {
            if (edited.undo) sayDone(({ text }) => text("client-saved_note"), edited);
            saved();
          },
        },
      ),
    remove: () =>
      remove.mutate({ id }, { onSuccess: (edited) => sayDone(({ text }) => text("client-note_deleted"), edited) }),
  };
}
