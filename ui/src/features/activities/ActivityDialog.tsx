import { useState } from "react";
import { useEdit } from "../../host/query";
import { useDraft } from "../../host/useDraft";
import { useAccount } from "../../host/useSession";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { useSayDone } from "../../kit/useSayDone";
import { ActivityForm, FIELDS_WITH_TIME } from "./ActivityForm";
import { EMPTY, valuesOf, type Content } from "./composed";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The client it is for, when it was asked for from there. */
  clientId?: string;
};

/** A new activity. What was typed is kept until it is saved or thrown away. */
export function ActivityDialog({ open, onOpenChange, clientId }: Props) {
  const t = useText();
  const draft = useDraft<Partial<Content>>(clientId ? `activity:new:${clientId}` : "activity:new", EMPTY);
  const content: Content = { ...EMPTY, ...draft.content };
  const save = useSave(content, clientId, draft.clear, () => onOpenChange(false));
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("activities-new")}
      footer={
        <>
          <Button kind="ghost" onClick={() => (draft.drop(), onOpenChange(false))}>
            {t("activities-discard")}
          </Button>
          <Button kind="primary" keys="mod+enter" disabled={save.pending} onClick={save.now}>
            {t("activities-save")}
          </Button>
        </>
      }
    >
      <ActivityForm
        content={content}
        onChange={(part) => draft.change({ ...content, ...part })}
        onSave={save.now}
        problem={save.problem}
        clientId={clientId}
      />
    </Dialog>
  );
}

function useSave(content: Content, clientId: string | undefined, forgetDraft: () => void, saved: () => void) {
  const me = useAccount();
  const sayDone = useSayDone();
  const create = useEdit("activity_create", { fields: FIELDS_WITH_TIME });
  const [id, setId] = useState(() => crypto.randomUUID());

  const now = () => {
    if (create.isPending || !me) return;
    const client_id = clientId ?? content.client_id;
    create.mutate(
      {
        id,
        fields: { values: { ...valuesOf(content), client_id, assignee_id: me.profile_id, status: "open" } },
        draft: clientId ? `activity:new:${clientId}` : "activity:new",
      },
      {
        onSuccess: (edited) => {
          sayDone(({ text }) => text("activities-saved", { subject: content.subject }), edited);
          forgetDraft();
          setId(crypto.randomUUID());
          saved();
        },
      },
    );
  };
  return { now, pending: create.isPending, problem: create.error };
}
