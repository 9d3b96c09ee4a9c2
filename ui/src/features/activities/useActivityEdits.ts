import type { ActivityRow } from "../../host/api";
import { useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { useSayDone } from "../../kit/useSayDone";
import { moment } from "../../words/when";

/** What one does with an activity from wherever it is shown; each can be undone. */
export function useActivityEdits() {
  const speech = useSpeech();
  const { text: t } = speech;
  const sayDone = useSayDone();
  const complete = useEdit("activity_complete");
  const snooze = useEdit("activity_snooze");
  const remove = useEdit("activity_delete");

  return {
    setDone: ({ id, subject }: ActivityRow, done: boolean) =>
      complete.mutate(
        { id, done },
        {
          onSuccess: (edited) => sayDone(t(done ? "activities-done_said" : "activities-reopened", { subject }), edited),
        },
      ),
    moveTo: ({ id, subject }: ActivityRow, until: number) =>
      snooze.mutate(
        { id, until },
        {
          onSuccess: (edited) =>
            sayDone(t("activities-moved", { subject, when: moment(speech, until, Date.now()) }), edited),
        },
      ),
    remove: ({ id, subject }: ActivityRow) =>
      remove.mutate({ id }, { onSuccess: (edited) => sayDone(t("activities-deleted", { subject }), edited) }),
  };
}
