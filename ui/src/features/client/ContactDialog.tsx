import { useState } from "react";
import type { ContactRow, Edited, Problem } from "../../host/api";
import { faultsByField } from "../../host/problem";
import { useEdit } from "../../host/query";
import { useDraft } from "../../host/useDraft";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Checkbox } from "../../kit/Checkbox";
import { Dialog } from "../../kit/Dialog";
import { Field, TextField } from "../../kit/Field";
import { Form } from "../../kit/Form";
import { KeptDraft } from "../../kit/KeptDraft";
import { useSayDone } from "../../kit/useSayDone";
import { useTwinWarning } from "../../kit/useTwinWarning";
import { typedPhone } from "../../words/phone";
import styles from "./SidePanel.module.css";

const FIELDS = ["name", "title", "phone", "email"] as const;

type Content = Record<(typeof FIELDS)[number], string> & { is_primary: boolean };

/** Only what was typed is kept, so that what others change meanwhile is not written over. */
const UNTOUCHED: Partial<Content> = {};

type Props = { clientId: string; contact: ContactRow | null; onClose: () => void };

/** A person under a client: new, or changed. What is typed is kept until it is saved or thrown away. */
export function ContactDialog({ clientId, contact, onClose }: Props) {
  const { text: t, country } = useSpeech();
  const key = contact ? `contact:${contact.id}` : `contact:new:${clientId}`;
  const draft = useDraft(key, UNTOUCHED);
  const stored = contentOf(contact, country);
  const content: Content = { ...stored, ...draft.content };
  const leave = () => {
    draft.drop();
    onClose();
  };
  const edits = useContactEdits({ clientId, contact, stored, draft: key, leave });
  const faults = faultsByField(edits.error);

  const set = (part: Partial<Content>) => draft.change({ ...draft.content, ...part });
  const submit = () => {
    if (!edits.pending) edits.save(content);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={contact ? contact.name : t("client-add_person")}
      footer={
        <>
          {contact && (
            <Button kind="danger-quiet" className={styles.left} onClick={() => edits.remove(contact)}>
              {t("client-delete_person")}
            </Button>
          )}
          <KeptDraft draft={draft} />
          <Button kind="primary" type="submit" form="contact" keys="mod+enter" disabled={edits.pending}>
            {t("kit-save")}
          </Button>
        </>
      }
    >
      <Form id="contact" className={styles.form} problem={edits.error} onSubmit={submit}>
        {FIELDS.map((field) => (
          <Field
            key={field}
            name={field}
            label={t(`field-${field}`)}
            error={faults[field] ? t(`fault-${faults[field]}`) : undefined}
          >
            <TextField
              value={content[field]}
              onValueChange={(typed) => set({ [field]: typed })}
              autoFocus={field === "name"}
              autoComplete="off"
            />
          </Field>
        ))}
        <Checkbox checked={content.is_primary} onChange={(is_primary) => set({ is_primary })}>
          {t("field-is_primary")}
        </Checkbox>
      </Form>
    </Dialog>
  );
}

const contentOf = (contact: ContactRow | null, country: string): Content => ({
  name: contact?.name ?? "",
  title: contact?.title ?? "",
  phone: contact?.phone ? typedPhone(contact.phone, country) : "",
  email: contact?.email ?? "",
  is_primary: contact?.is_primary ?? false,
});

type Edits = {
  clientId: string;
  contact: ContactRow | null;
  stored: Content;
  /** Where what is typed is kept. */
  draft: string;
  leave: () => void;
};

function useContactEdits({ clientId, contact, stored, draft, leave }: Edits) {
  const warnOfTwins = useTwinWarning();
  const sayDone = useSayDone();
  const create = useEdit("contact_create", { fields: FIELDS });
  const update = useEdit("contact_update", { fields: FIELDS });
  const erase = useEdit("contact_delete");
  const [id] = useState(() => contact?.id ?? crypto.randomUUID());
  const error: Problem | null = create.error ?? update.error;

  return {
    error,
    pending: create.isPending || update.isPending,
    save: (content: Content) => {
      const typed = FIELDS.map((field): [(typeof FIELDS)[number], string | null] => [
        field,
        content[field].trim() || null,
      ]);
      const values = { ...Object.fromEntries(typed), is_primary: content.is_primary };
      // Of what stood there before, whoever reads it has been told.
      const anew = typed.filter(([field]) => content[field] !== stored[field]);
      const done = {
        onSuccess: (edited: Edited) => {
          sayDone(({ text }) => text("client-person_saved", { name: content.name.trim() }), edited);
          warnOfTwins(clientId, Object.fromEntries(anew));
          leave();
        },
      };
      if (contact) update.mutate({ id, fields: { values } }, done);
      else create.mutate({ id, fields: { values: { ...values, client_id: clientId } }, draft }, done);
    },
    remove: ({ name }: ContactRow) =>
      erase.mutate(
        { id },
        {
          onSuccess: (edited) => {
            sayDone(({ text }) => text("client-person_deleted", { name }), edited);
            leave();
          },
        },
      ),
  };
}
