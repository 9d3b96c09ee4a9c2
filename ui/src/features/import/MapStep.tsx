import { ArrowLeft, ArrowRight, Check, History, TextSearch } from "lucide-react";
import type { FoundBy, ImportColumn, ImportCounts, ImportGuess, ImportPlan } from "../../host/api";
import { useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { Select } from "../../kit/Select";
import { number } from "../../words/number";
import { ForEveryClient } from "./ForEveryClient";
import type { Choices } from "./ImportScreen";
import styles from "./ImportScreen.module.css";
import { asImportable, IMPORTABLE, namesClients, remapped, type Importable, type Mapping } from "./mapping";
import { ReadingTheFile } from "./ReadingTheFile";

type Props = {
  guess: ImportGuess;
  path: string;
  plan: ImportPlan;
  mapping: Mapping;
  onMap: (mapping: Mapping) => void;
  choices: Choices;
  onChoose: (choices: Choices) => void;
  onReopened: (path: string, guess: ImportGuess) => void;
  onOtherFile: () => void;
  onChecked: (counts: ImportCounts) => void;
};

/** Which column goes to which field, and how we know. */
export function MapStep(props: Props) {
  const { guess, plan, mapping, onMap, onOtherFile, onChecked } = props;
  const { text: t, language } = useSpeech();
  const check = useEdit("import_check");
  const named = namesClients(mapping);
  const runCheck = () => {
    if (named && !check.isPending) check.mutate(plan, { onSuccess: onChecked });
  };
  useCommands([{ id: "import.check", title: t("import-check"), group: "app", keys: "mod+enter", run: runCheck }]);

  return (
    <>
      <div className={styles.split}>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("import-column")}</th>
                <th scope="col">{t("import-first_values")}</th>
                <th scope="col">{t("import-field")}</th>
                <th scope="col">{t("import-how_we_know")}</th>
              </tr>
            </thead>
            <tbody>
              {guess.columns.map((column) => (
                <Column
                  key={column.at}
                  column={column}
                  field={mapping[column.at] ?? null}
                  onPick={(field) => onMap(remapped(mapping, column.at, field))}
                />
              ))}
            </tbody>
          </table>
        </div>
        <aside className={styles.side}>
          <ReadingTheFile guess={guess} path={props.path} onReopened={props.onReopened} />
          <ForEveryClient choices={props.choices} onChoose={props.onChoose} />
        </aside>
      </div>
      <footer className={styles.foot}>
        <Button kind="ghost" icon={<ArrowLeft />} onClick={onOtherFile}>
          {t("import-other_file")}
        </Button>
        <p className={styles.sum} role="status">
          {named
            ? t("import-mapped", {
                mapped: number(language, Object.keys(mapping).length),
                columns: number(language, guess.columns.length),
              })
            : t("import-no_name")}
        </p>
        <Button kind="primary" keys="mod+enter" disabled={!named || check.isPending} onClick={runCheck}>
          {t(check.isPending ? "import-checking" : "import-check")}
        </Button>
      </footer>
    </>
  );
}

/** Stands for a column that is left out, because an empty value means that nothing was chosen. */
const LEFT_OUT = "left_out";

type ColumnProps = { column: ImportColumn; field: Importable | null; onPick: (field: Importable | null) => void };

function Column({ column, field, onPick }: ColumnProps) {
  const { text: t } = useSpeech();
  const options = [
    { value: LEFT_OUT, label: t("import-left_out") },
    ...IMPORTABLE.map((value) => ({ value, label: t(`field-${value}`) })),
  ];
  return (
    <tr>
      <th scope="row">{column.header || t("import-column_number", { number: column.at + 1 })}</th>
      <td className={styles.sample}>
        {column.sample.join(", ")} <ArrowRight />
      </td>
      <td>
        <Select
          label={t("import-field_of", { header: column.header })}
          value={field ?? LEFT_OUT}
          options={options}
          onChange={(value) => onPick(asImportable(value) ?? null)}
        />
      </td>
      <td className={styles.how}>
        <HowWeKnow column={column} field={field} />
      </td>
    </tr>
  );
}

const FOUND_ICON: Record<FoundBy, typeof Check> = { header: Check, content: TextSearch, last_time: History };

function HowWeKnow({ column, field }: Pick<ColumnProps, "column" | "field">) {
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
