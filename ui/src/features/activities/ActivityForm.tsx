import { useQuery } from "@tanstack/react-query";
import type { ActivityKind, Priority, Problem } from "../../host/api";
import { faultsByField } from "../../host/problem";
import { ask } from "../../host/query";
import { useText } from "../../i18n";
import { Form } from "../../kit/Form";
import { Field, TextArea, TextField } from "../../kit/Field";
import { KindIcon } from "../../kit/marks";
import { Segments } from "../../kit/Segments";
import { Select } from "../../kit/Select";
import { useNow } from "../../words/useNow";
import { WhenField } from "../../words/WhenField";
import styles from "./ActivityDialog.module.css";
import { ClientField } from "./ClientField";
import type { Content } from "./composed";
import { inUnits, leadsFor } from "./reminder";

const KINDS: ActivityKind[] = ["call", "meeting", "email", "task"];
const PRIORITIES: Priority[] = ["high", "normal", "low"];

/** What says at its field what is wrong with it; of an activity that is over nobody asks for the time. */
export const FIELDS = ["subject", "body"];
export const FIELDS_WITH_TIME = [...FIELDS, "due_at", "remind_at"];

export type FormProps = {
  content: Content;
  onChange: (part: Partial<Content>) => void;
  onSave: () => void;
  /** Why it was not saved. */
  problem: Problem | null;
  /** The client it belongs to, where that is known. */
  clientId: string | undefined;
  /** What is no question any more: of an activity that is over, of a call that was, of one that is there. */
  without?: { kind?: boolean; time?: boolean; client?: boolean };
};

/** The fields of an activity. */
export function ActivityForm({ content, onChange, onSave, problem, clientId, without = {} }: FormProps) {
  const t = useText();
  const faults = faultsByField(problem);
  const fault = (field: string) => (faults[field] ? t(`fault-${faults[field]}`) : undefined);
  return (
    <Form className={styles.form} problem={problem} onSubmit={onSave}>
      {!without.kind && (
        <Segments
          label={t("activities-kind")}
          value={content.kind}
          onChange={(kind) => onChange({ kind })}
          options={KINDS.map((kind) => ({
            value: kind,
            label: t(`activity_kind-${kind}`),
            icon: <KindIcon kind={kind} />,
          }))}
        />
      )}
      <Field label={t("field-subject")} error={fault("subject")}>
        <TextField
          value={content.subject}
          autoFocus
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
        />
      </Field>
      {!without.time && <Time content={content} onChange={onChange} fault={fault} />}
      {clientId && <ForClient id={clientId} />}
      {!clientId && !without.client && (
        <ClientField id={content.client_id} onChange={(client_id) => onChange({ client_id })} />
      )}
      <Field label={t("field-body")} error={fault("body")}>
        <TextArea value={content.body} rows={3} onChange={(event) => onChange({ body: event.currentTarget.value })} />
      </Field>
    </Form>
  );
}

type TimeProps = Pick<FormProps, "content" | "onChange"> & { fault: (field: string) => string | undefined };

/** When it is due, when one hears of it, and how urgent it is. */
function Time({ content, onChange, fault }: TimeProps) {
  const t = useText();
  return (
    <>
      <WhenField
        label={t("field-due_at")}
        at={content.due_at}
        onChange={(due_at) => onChange({ due_at })}
        error={fault("due_at")}
      />
      <div className={styles.pair}>
        <Field label={t("field-remind_at")} error={fault("remind_at")}>
          <Reminder content={content} onChange={onChange} />
        </Field>
        <Field label={t("field-priority")}>
          <Select
            value={content.priority}
            onChange={(priority) => onChange({ priority })}
            options={PRIORITIES.map((priority) => ({ value: priority, label: t(`priority-${priority}`) }))}
          />
        </Field>
      </div>
    </>
  );
}

const NONE = "none";

function Reminder({ content: { due_at, remind_before }, onChange }: Pick<FormProps, "content" | "onChange">) {
  const t = useText();
  const now = useNow();
  const leads = leadsFor(due_at, remind_before, now);
  const said = (lead: number) => {
    const { unit, count } = inUnits(lead);
    return t(`activities-remind_${unit}`, { count });
  };
  return (
    <Select
      value={due_at === null || remind_before === null ? NONE : String(remind_before)}
      disabled={leads.length === 0}
      onChange={(chosen) => onChange({ remind_before: chosen === NONE ? null : Number(chosen) })}
      options={[
        { value: NONE, label: t("activities-remind_none") },
        ...leads.map((lead) => ({ value: String(lead), label: said(lead) })),
      ]}
    />
  );
}

function ForClient({ id }: { id: string }) {
  const t = useText();
  const client = useQuery(ask("client_get", { id }));
  return <p className={styles.client}>{t("activities-for_client", { name: client.data?.row.name ?? "" })}</p>;
}
