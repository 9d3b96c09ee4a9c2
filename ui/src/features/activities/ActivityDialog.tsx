import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ActivityKind, Priority } from "../../host/api";
import { faultsByField } from "../../host/problem";
import { ask, useEdit } from "../../host/query";
import { useDraft } from "../../host/useDraft";
import { useAccount } from "../../host/useSession";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Field, TextArea, TextField } from "../../kit/Field";
import { KindIcon } from "../../kit/marks";
import { Segments } from "../../kit/Segments";
import { Select } from "../../kit/Select";
import { useSayDone } from "../../kit/useSayDone";
import { WhenField } from "../../words/WhenField";
import styles from "./ActivityDialog.module.css";
import { ClientField } from "./ClientField";

const KINDS: ActivityKind[] = ["call", "meeting", "email", "task"];
const PRIORITIES: Priority[] = ["high", "normal", "low"];

type Content = {
  kind: ActivityKind;
  subject: string;
  body: string;
  due_at: number | null;
  priority: Priority;
  client_id: string | null;
};

const EMPTY: Content = { kind: "task", subject: "", body: "", due_at: null, priority: "normal", client_id: null };

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The client it is for, when it was asked for from there. */
  clientId?: string;
};

/** A new activity. What was typed is kept until it is saved or thrown away. */
export function ActivityDialog({ open, onOpenChange, clientId }: Props) {
  const t = useText();
  const draft = useDraft<Content>(clientId ? `activity:new:${clientId}` : "activity:new", EMPTY);
  const save = useSave(clientId ?? draft.content.client_id, draft, () => onOpenChange(false));
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
      <Form
        content={draft.content}
        onChange={draft.change}
        onSave={save.now}
        faults={save.faults}
        clientId={clientId}
      />
    </Dialog>
  );
}

function useSave(clientId: string | null, draft: ReturnType<typeof useDraft<Content>>, saved: () => void) {
  const me = useAccount();
  const sayDone = useSayDone();
  const create = useEdit("activity_create", { quiet: false });
  const [id, setId] = useState(() => crypto.randomUUID());

  const now = () => {
    if (create.isPending || !me) return;
    const { client_id: _, ...content } = draft.content;
    create.mutate(
      {
        id,
        fields: { values: { ...content, client_id: clientId, assignee_id: me.profile_id, status: "open" } },
        draft: clientId ? `activity:new:${clientId}` : "activity:new",
      },
      {
        onSuccess: (edited) => {
          sayDone(({ text }) => text("activities-saved", { subject: content.subject }), edited);
          draft.clear();
          setId(crypto.randomUUID());
          saved();
        },
      },
    );
  };
  return { now, pending: create.isPending, faults: faultsByField(create.error) };
}

type FormProps = {
  content: Content;
  onChange: (content: Content) => void;
  onSave: () => void;
  faults: ReturnType<typeof faultsByField>;
  clientId: string | undefined;
};

function Form({ content, onChange, onSave, faults, clientId }: FormProps) {
  const t = useText();
  const set = (part: Partial<Content>) => onChange({ ...content, ...part });
  const fault = (field: keyof Content) => (faults[field] ? t(`fault-${faults[field]}`) : undefined);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => (event.preventDefault(), onSave())}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSave();
      }}
    >
      <Segments
        label={t("activities-kind")}
        value={content.kind}
        onChange={(kind) => set({ kind })}
        options={KINDS.map((kind) => ({
          value: kind,
          label: t(`activity_kind-${kind}`),
          icon: <KindIcon kind={kind} />,
        }))}
      />
      <Field label={t("field-subject")} error={fault("subject")}>
        <TextField
          value={content.subject}
          autoFocus
          onChange={(event) => set({ subject: event.currentTarget.value })}
        />
      </Field>
      <div className={styles.pair}>
        <WhenField
          label={t("field-due_at")}
          at={content.due_at}
          onChange={(due_at) => set({ due_at })}
          error={fault("due_at")}
        />
        <Field label={t("field-priority")}>
          <Select
            value={content.priority}
            onChange={(priority) => set({ priority })}
            options={PRIORITIES.map((priority) => ({ value: priority, label: t(`priority-${priority}`) }))}
          />
        </Field>
      </div>
      {clientId ? (
        <ForClient id={clientId} />
      ) : (
        <ClientField id={content.client_id} onChange={(client_id) => set({ client_id })} />
      )}
      <Field label={t("field-body")} error={fault("body")}>
        <TextArea value={content.body} rows={3} onChange={(event) => set({ body: event.currentTarget.value })} />
      </Field>
    </form>
  );
}

function ForClient({ id }: { id: string }) {
  const t = useText();
  const client = useQuery(ask("client_get", { id }));
  return <p className={styles.client}>{t("activities-for_client", { name: client.data?.row.name ?? "" })}</p>;
}
