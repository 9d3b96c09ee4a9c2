import { ArrowRight, CircleAlert, Check, History, TextSearch } from "lucide-react";
import type { FoundBy, ImportColumn, ImportField, ImportWords } from "../../host/api";
import { useSpeech } from "../../i18n";
import { Select } from "../../kit/Select";
import { fieldName } from "../../words/field";
import { number } from "../../words/number";
import styles from "./MapStep.module.css";

/** Stands for a column that is left out, because an empty value means that nothing was chosen. */
const LEFT_OUT = "left_out";

type Props = {
  column: ImportColumn;
  fields: ImportField[];
  field: ImportField | null;
  /** The column's words, if its field takes one of a closed list. */
  words: ImportWords | undefined;
  onPick: (field: ImportField | null) => void;
};

/** One column of the file: what stands in it, where it goes, and how we know. */
export function ColumnRow({ column, fields, field, words, onPick }: Props) {
  const speech = useSpeech();
  const { text: t } = speech;
  const header = column.header || t("import-column_number", { number: column.at + 1 });
  const options = [
    { value: LEFT_OUT, label: t("import-left_out") },
    ...fields.map((each) => ({ value: each.field, label: fieldName(speech, each.field) })),
  ];
  return (
    <tr>
      <th scope="row">{header}</th>
      <td className={styles.sample}>
        <ArrowRight />
        <span className={styles.values}>{column.sample.join(", ")}</span>
      </td>
      <td>
        <Select
          label={t("import-field_of", { header })}
          value={field?.field ?? LEFT_OUT}
          options={options}
          onChange={(value) => onPick(fields.find((each) => each.field === value) ?? null)}
        />
      </td>
      <td className={styles.how}>
        {words ? <WordsKnown words={words} /> : <HowWeKnow column={column} field={field?.field ?? null} />}
      </td>
    </tr>
  );
}

const FOUND_ICON: Record<FoundBy, typeof Check> = { header: Check, content: TextSearch, last_time: History };

function HowWeKnow({ column, field }: { column: ImportColumn; field: string | null }) {
  const { text: t } = useSpeech();
  if (field === null) return column.field === null ? t("import-no_field_like_it") : t("import-you_left_it_out");
  if (field !== column.field || column.found_by === null) return t("import-you_chose");
  const Icon = FOUND_ICON[column.found_by];
  return (
    <span className={styles.found}>
      <Icon /> {t(`import-found_${column.found_by}`)}
    </span>
  );
}

/** How many of the column's words mean something. */
function WordsKnown({ words: { words, more } }: { words: ImportWords }) {
  const { text: t, language } = useSpeech();
  const known = words.filter((word) => word.known).length;
  const all = known === words.length && !more;
  return (
    <span className={styles.found} data-open={!all || undefined}>
      {all ? <Check /> : <CircleAlert />}
      {t("import-values_known", { known: number(language, known), values: number(language, words.length) })}
    </span>
  );
}
