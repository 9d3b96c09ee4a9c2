import type { ActivityRow } from "../../host/api";
import { useEdit } from "../../host/query";
import { useDraft } from "../../host/useDraft";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { KeptDraft } from "../../kit/KeptDraft";
import { useSayDone } from "../../kit/useSayDone";
import { ActivityForm, FIELDS, FIELDS_WITH_TIME } from "./ActivityForm";
import { changesBetween, contentOf, type Content } from "./composed";

/** Only what was typed is kept, so that what others change meanwhile is not written over. */
const UNTOUCHED: Partial<Content> = {};

/** Changes an activity. What was typed is kept until it is saved or thrown away. */
export function EditActivity({ activity, onClose }: { activity: ActivityRow; onClose: () => void }) {
  const t = useText();
  const sayDone = useSayDone();
  const draft = useDraft(`activity:${activity.id}`, UNTOUCHED);
  const isOpen = activity.status === "open";
  const update = useEdit("activity_update", { fields: isOpen ? FIELDS_WITH_TIME : FIELDS });
  const stored = contentOf(activity);
  const content: Content = { ...stored, ...draft.content };
  const leave = () => {
    draft.drop();
    onClose();
  };
  const save = () => {
    if (update.isPending) return;
    const values = changesBetween(stored, content);
    if (Object.keys(values).length === 0) return leave();
    update.mutate(
      { id: activity.id, fields: { values } },
      {
        onSuccess: (edited) => {
          sayDone(({ text }) => text("activities-changed", { subject: content.subject }), edited);
          leave();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("activities-edit_title")}
      footer={
        <>
          <KeptDraft draft={draft} />
          <Button kind="primary" keys="mod+enter" disabled={update.isPending} onClick={save}>
            {t("kit-save")}
          </Button>
        </>
      }
    >
      <ActivityForm
        content={content}
        onChange={(part) => draft.change({ ...draft.content, ...part })}
        onSave={save}
        problem={update.error}
        clientId={activity.client_id ?? undefined}
        without={{ kind: activity.call !== null, time: !isOpen, client: true }}
      />
    </Dialog>
  );
}
