import type { ActivityRow } from "../../host/api";
import { useEdit } from "../../host/query";
import { useSayDone } from "../../kit/useSayDone";
import { moment } from "../../words/when";

/** What one does with an activity from wherever it is shown; each can be undone. */
export function useActivityEdits() {
  const sayDone = useSayDone();
  const complete = useEdit("activity_complete");
  const snooze = useEdit("activity_snooze");
  const remove = useEdit("activity_delete");

  return {
    setDone: ({ id, subject }: ActivityRow, done: boolean) =>
      complete.mutate(
        { id, done },
        {
          onSuccess: (edited) =>
            sayDone(({ text }) => text(done ? "activities-done_said" : "activities-reopened", { subject }), edited),
        },
      ),
    moveTo: ({ id, subject }: ActivityRow, until: number) =>
      snooze.mutate(
        { id, until },
        {
          onSuccess: (edited) => {
            const now = Date.now();
            sayDone((speech) => speech.text("activities-moved", { subject, when: moment(speech, until, now) }), edited);
          },
        },
      ),
    remove: ({ id, subject }: ActivityRow) =>
      remove.mutate(
        { id },
        { onSuccess: (edited) => sayDone(({ text }) => text("activities-deleted", { subject }), edited) },
      ),
  };
}
