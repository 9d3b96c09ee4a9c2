import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { Fields, LeadQuality } from "../../host/api";
import { faultsByField } from "../../host/problem";
import { ask, useEdit } from "../../host/query";
import { Together } from "../../host/together";
import { useDraft } from "../../host/useDraft";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Checkbox } from "../../kit/Checkbox";
import { Dialog } from "../../kit/Dialog";
import { Field, TextField } from "../../kit/Field";
import { Form } from "../../kit/Form";
import { QualityMark, StageChip } from "../../kit/marks";
import { KeptDraft } from "../../kit/KeptDraft";
import { Segments } from "../../kit/Segments";
import { Select } from "../../kit/Select";
import { Strip } from "../../kit/Strip";
import { useSayDone } from "../../kit/useSayDone";
import { namedTwins } from "../../kit/useTwinWarning";
import { sourceName } from "../../words/source";
import { QUALITIES, STAGES } from "./choices";
import styles from "./NewLead.module.css";
import type { ListKind } from "./view/lists";

/** What a list makes: its type, the stage it begins at, and where what is typed is kept. */
const MADE = {
  leads: { type: "lead", stage: "lead", draft: "client:new", title: "leads-new", make: "leads-new-make" },
  clients: {
    type: "customer",
    stage: "customer",
    draft: "customer:new",
    title: "clients-new",
    make: "clients-new-make",
  },
} as const satisfies Record<ListKind, unknown>;

type Content = {
  kind: "person" | "company";
  name: string;
  company_name: string;
  phone: string;
  email: string;
  source: string;
  lifecycle_stage: (typeof STAGES)[number];
  lead_quality: LeadQuality | null;
  mine: boolean;
};

const EMPTY: Content = {
  kind: "person",
  name: "",
  company_name: "",
  phone: "",
  email: "",
  source: "",
  lifecycle_stage: "lead",
  lead_quality: null,
  mine: true,
};

type Props = { list: ListKind; onClose: () => void; onMade: (id: string) => void };

/** Makes a lead or a customer. What is typed is kept, so that a crash or a closed window loses nothing. */
export function NewLead({ list, onClose, onMade }: Props) {
  const { text: t } = useSpeech();
  const made = MADE[list];
  const draft = useDraft<Content>(made.draft, { ...EMPTY, lifecycle_stage: made.stage });
  const { content } = draft;
  // One id for the whole form, so that pressing twice makes one.
  const [id] = useState(() => crypto.randomUUID());
  const me = useQuery(ask("session", {})).data?.account?.profile_id ?? null;
  const sources = useQuery(ask("directory", {})).data?.sources ?? [];
  const create = useEdit("client_create", { quiet: true });
  const sayDone = useSayDone();
  const faults = faultsByField(create.error);
  const problem = create.error && Object.keys(faults).length === 0 ? create.error : null;

  const set = (change: Partial<Content>) => draft.change({ ...content, ...change });
  const error = (field: keyof Fields["values"]) => {
    const fault = faults[field];
    return fault ? t(`fault-${fault}`) : undefined;
  };
  const submit = () => {
    if (create.isPending) return;
    create.mutate(
      { id, fields: { values: { ...valuesOf(content, me), client_type: made.type } }, draft: made.draft },
      {
        onSuccess: (edited) => {
          draft.clear();
          sayDone(({ text }) => text("leads-new-made", { name: content.name.trim() }), edited);
          onMade(id);
        },
      },
    );
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(made.title)}
      footer={
        <>
          <KeptDraft draft={draft} />
          <Button size="form" onClick={onClose}>
            {t("kit-cancel")}
          </Button>
          <Button size="form" kind="primary" type="submit" form="new-lead" keys="mod+enter">
            {t(made.make)}
          </Button>
        </>
      }
    >
      <Form id="new-lead" className={styles.form} problem={create.error} onSubmit={submit}>
        {problem && (
          <Strip tone="danger" icon={<TriangleAlert />}>
            <b>{t(`problem-${problem.code}`)}.</b> {t(`remedy-${problem.code}`)}
          </Strip>
        )}
        <div className={styles.wide}>
          <Segments
            label={t("field-kind")}
            value={content.kind}
            onChange={(kind) => set({ kind })}
            options={[
              { value: "person", label: t("client_kind-person") },
              { value: "company", label: t("client_kind-company") },
            ]}
          />
        </div>
        <Field label={t("field-name")} error={error("name")}>
          <TextField value={content.name} onValueChange={(name) => set({ name })} autoFocus />
        </Field>
        <Field label={t("field-company_name")} error={error("company_name")}>
          <TextField value={content.company_name} onValueChange={(company_name) => set({ company_name })} />
        </Field>
        <Field label={t("field-phone")} error={error("phone")}>
          <TextField type="tel" value={content.phone} onValueChange={(phone) => set({ phone })} />
        </Field>
        <Field label={t("field-email")} error={error("email")}>
          <TextField inputMode="email" value={content.email} onValueChange={(email) => set({ email })} />
        </Field>
        <Twins phone={content.phone} email={content.email} />
        <Field label={t("field-lifecycle_stage")}>
          <Select
            value={content.lifecycle_stage}
            onChange={(lifecycle_stage) => set({ lifecycle_stage })}
            options={STAGES.map((stage) => ({
              value: stage,
              label: t(`stage-${stage}`),
              mark: <StageChip stage={stage} />,
            }))}
          />
        </Field>
        <Field label={t("field-lead_quality")}>
          <Select
            value={content.lead_quality}
            placeholder={t("leads-no-quality")}
            onChange={(lead_quality) => set({ lead_quality })}
            options={QUALITIES.map((quality) => ({
              value: quality,
              label: t(`quality-${quality}`),
              mark: <QualityMark quality={quality} />,
            }))}
          />
        </Field>
        <Field label={t("field-source")} error={error("source")}>
          <TextField value={content.source} onValueChange={(source) => set({ source })} list="lead-sources" />
        </Field>
        <datalist id="lead-sources">
          {sources.map((source) => (
            <option key={source} value={source}>
              {sourceName(t, source)}
            </option>
          ))}
        </datalist>
        <Together>
          <div className={styles.mine}>
            <Checkbox checked={content.mine} onChange={(mine) => set({ mine })}>
              {t(list === "leads" ? "leads-new-mine" : "clients-new-mine")}
            </Checkbox>
          </div>
        </Together>
      </Form>
    </Dialog>
  );
}

/** Clients with the same phone or e-mail, found while one types. */
function Twins({ phone, email }: { phone: string; email: string }) {
  const { text: t } = useSpeech();
  const typedPhone = useDeferredValue(phone.trim());
  const typedEmail = useDeferredValue(email.trim());
  const wanted = typedPhone.replace(/\D/g, "").length >= 6 || typedEmail.includes("@");
  const found = useQuery({
    ...ask("duplicates_find", { phone: typedPhone || null, email: typedEmail || null, except: null }),
    enabled: wanted,
    placeholderData: keepPreviousData,
  });
  const twins = wanted ? (found.data?.clients ?? []) : [];
  if (twins.length === 0) return null;
  return (
    <div className={styles.wide}>
      <Strip tone="warning" icon={<TriangleAlert />}>
        {t("leads-twin", { count: twins.length })}{" "}
        {namedTwins(twins).map(({ id, name }) => (
          <Link key={id} to="/clients/$id" params={{ id }} className={styles.twin}>
            {name}
          </Link>
        ))}
      </Strip>
    </div>
  );
}

function valuesOf(content: Content, me: string | null): Fields["values"] {
  const { mine, ...typed } = content;
  const trimmed = Object.entries(typed).map(([field, value]): [string, string | null] => [
    field,
    value?.trim() || null,
  ]);
  return { ...Object.fromEntries(trimmed), owner_id: mine ? me : null };
}
