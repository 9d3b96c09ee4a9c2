import { useState, type FormEvent } from "react";
import type { ContactRow, Problem } from "../../host/api";
import { faultsByField } from "../../host/problem";
import { useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Checkbox } from "../../kit/Checkbox";
import { Dialog } from "../../kit/Dialog";
import { Field, TextField } from "../../kit/Field";
import { useSayDone } from "../../kit/useSayDone";
import { useTwinWarning } from "../../kit/useTwinWarning";
import { typedPhone } from "../../words/phone";
import styles from "./SidePanel.module.css";

const FIELDS = ["name", "title", "phone", "email"] as const;

type Props = { clientId: string; contact: ContactRow | null; onClose: () => void };

/** A person under a client: new, or changed. */
export function ContactDialog({ clientId, contact, onClose }: Props) {
  const { text: t, country } = useSpeech();
  const stored = storedText(contact, country);
  const edits = useContactEdits(clientId, contact, stored, onClose);
  const [primary, setPrimary] = useState(contact?.is_primary ?? false);
  const faults = faultsByField(edits.error);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = (name: string) => String(form.get(name) ?? "").trim() || null;
    edits.save({ ...Object.fromEntries(FIELDS.map((field) => [field, typed(field)])), is_primary: primary });
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
          <Button kind="primary" type="submit" form="contact" keys="mod+enter" disabled={edits.pending}>
            {t("kit-save")}
          </Button>
        </>
      }
    >
      <form
        id="contact"
        className={styles.form}
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        {FIELDS.map((field) => (
          <Field
            key={field}
            name={field}
            label={t(`field-${field}`)}
            error={faults[field] ? t(`fault-${faults[field]}`) : undefined}
          >
            <TextField defaultValue={stored[field]} autoFocus={field === "name"} autoComplete="off" />
          </Field>
        ))}
        <Checkbox checked={primary} onChange={setPrimary}>
          {t("field-is_primary")}
        </Checkbox>
      </form>
    </Dialog>
  );
}

type Texts = Record<(typeof FIELDS)[number], string>;

const storedText = (contact: ContactRow | null, country: string): Texts => ({
  name: contact?.name ?? "",
  title: contact?.title ?? "",
  phone: contact?.phone ? typedPhone(contact.phone, country) : "",
  email: contact?.email ?? "",
});

type Values = Record<string, string | boolean | null>;

function useContactEdits(clientId: string, contact: ContactRow | null, stored: Texts, onClose: () => void) {
  const warnOfTwins = useTwinWarning();
  const sayDone = useSayDone();
  const create = useEdit("contact_create");
  const update = useEdit("contact_update");
  const erase = useEdit("contact_delete");
  const [id] = useState(() => contact?.id ?? crypto.randomUUID());
  const error: Problem | null = create.error ?? update.error;

  return {
    error,
    pending: create.isPending || update.isPending,
    save: (values: Values) => {
      const name = String(values["name"] ?? "");
      const done = {
        onSuccess: (edited: Parameters<typeof sayDone>[1]) => (
          sayDone(({ text }) => text("client-person_saved", { name }), edited),
          warnOfTwins(clientId, rewritten(values, stored)),
          onClose()
        ),
      };
      if (contact) update.mutate({ id, fields: { values } }, done);
      else create.mutate({ id, fields: { values: { ...values, client_id: clientId } }, draft: null }, done);
    },
    remove: ({ name }: ContactRow) =>
      erase.mutate(
        { id },
        { onSuccess: (edited) => (sayDone(({ text }) => text("client-person_deleted", { name }), edited), onClose()) },
      ),
  };
}

/** What was written anew: of what stood there before, whoever reads it has been told. */
const rewritten = (values: Values, stored: Texts): Values =>
  Object.fromEntries(
    FIELDS.flatMap((field) => (values[field] === stored[field] ? [] : [[field, values[field] ?? null]])),
  );
