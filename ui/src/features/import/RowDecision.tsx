import { ArrowRight } from "lucide-react";
import type { DuplicatePolicy, ImportChange, ImportPlan, ImportRow } from "../../host/api";
import { useSpeech } from "../../i18n";
import { Field } from "../../kit/Field";
import { Select } from "../../kit/Select";
import { fieldName } from "../../words/field";
import { number } from "../../words/number";
import { POLICIES } from "./Duplicates";
import styles from "./ImportScreen.module.css";
import { Content, RowContent, WhoseRow } from "./RowContent";
import content from "./RowContent.module.css";

type Decided = ImportPlan["decided"];
type Props = { row: ImportRow; plan: ImportPlan; onDecide: (decided: Decided) => void };

/** One row, before and after, and what is to happen to it if its client is here already. */
export function RowDecision({ row, plan, onDecide }: Props) {
  const { text: t, language } = useSpeech();
  const compared = row.repeats !== null && "here" in row.repeats && row.fate !== "create";
  const line = number(language, row.line);
  return (
    <section className={styles.part}>
      <h2>{t(compared ? "import-before_after" : "import-what_is_written", { line })}</h2>
      {compared ? <Compared row={row} /> : <RowContent row={row} tag={plan.tag_id} />}
      {row.repeats && <Decision row={row} decided={plan.decided} onDecide={onDecide} />}
    </section>
  );
}

function Compared({ row }: { row: ImportRow }) {
  const speech = useSpeech();
  const { text: t } = speech;
  return (
    <>
      <WhoseRow row={row} />
      {row.changes.length === 0 ? (
        <p>{t("import-nothing_differs")}</p>
      ) : (
        <dl className={content.facts}>
          {row.changes.map((change) => (
            <Change key={change.field} label={fieldName(speech, change.field)} change={change} />
          ))}
        </dl>
      )}
    </>
  );
}

function Change({ label, change: { field, here, file, written } }: { label: string; change: ImportChange }) {
  const { text: t } = useSpeech();
  return (
    <>
      <dt>{label}</dt>
      <dd data-kept={!written || undefined}>
        <Content field={field} value={here} />
        {written ? (
          <>
            <ArrowRight role="img" aria-label={t("import-becomes")} />
            <Content field={field} value={file} />
          </>
        ) : (
          <>
            {", "}
            {t("import-kept")} <Content field={field} value={file} />
          </>
        )}
      </dd>
    </>
  );
}

/** Stands for a row that follows what was chosen for all. */
const AS_ALL = "as_all";

function Decision({ row, decided, onDecide }: { row: ImportRow; decided: Decided; onDecide: (next: Decided) => void }) {
  const { text: t } = useSpeech();
  // A row above is not written yet, so there is nothing to fill or replace.
  const possible = row.repeats && "above" in row.repeats ? (["skip", "create"] as const) : POLICIES;
  const options: { value: DuplicatePolicy | typeof AS_ALL; label: string }[] = [
    { value: AS_ALL, label: t("import-decide_as_all") },
    ...possible.map((value) => ({ value, label: t(`import-policy_${value}`) })),
  ];
  const decide = (value: DuplicatePolicy | typeof AS_ALL) => {
    const { [row.line]: _, ...others } = decided;
    onDecide(value === AS_ALL ? others : { ...others, [row.line]: value });
  };
  return (
    <Field label={t("import-this_row")}>
      <Select value={decided[row.line] ?? AS_ALL} options={options} onChange={decide} />
    </Field>
  );
}
