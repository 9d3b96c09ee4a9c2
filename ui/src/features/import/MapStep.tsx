import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { Fragment } from "react";
import type { ImportCounts, ImportGuess, ImportPlan } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { number } from "../../words/number";
import { ColumnRow } from "./ColumnRow";
import { ForEveryClient } from "./ForEveryClient";
import type { Choices } from "./theImport";
import styles from "./ImportScreen.module.css";
import { namesClients, remapped } from "./mapping";
import { unknownWords } from "./meanings";
import { PreviewedRow } from "./PreviewedRow";
import { ReadingTheFile } from "./ReadingTheFile";
import { WordRows } from "./WordRows";

type Props = {
  guess: ImportGuess;
  path: string;
  plan: ImportPlan;
  choices: Choices;
  onChoose: (choices: Choices) => void;
  onReopened: (path: string, guess: ImportGuess) => void;
  onOtherFile: () => void;
  onChecked: (counts: ImportCounts) => void;
};

/** Which column goes to which field, what its words mean, and what comes of it. */
export function MapStep({ guess, path, plan, choices, onChoose, onReopened, onOtherFile, onChecked }: Props) {
  const { text: t, language } = useSpeech();
  const check = useEdit("import_check");
  const named = namesClients(choices.mapping);
  const preview = useQuery({ ...ask("import_preview", plan), enabled: named, placeholderData: keepPreviousData }).data;
  const unknown = unknownWords(preview?.words ?? []);
  const runCheck = () => {
    if (named && !check.isPending) check.mutate(plan, { onSuccess: onChecked });
  };
  useCommands([{ id: "save", title: t("import-check"), run: runCheck }]);

  const mapped = number(language, Object.keys(choices.mapping).length);
  const state = !named
    ? t("import-no_name")
    : unknown > 0
      ? t("import-unknown_words", { words: number(language, unknown) })
      : t("import-mapped", { mapped, columns: number(language, guess.columns.length) });
  return (
    <>
      <div className={styles.split}>
        <div className={styles.scroll}>
          <table className={styles.table} aria-label={t("import-step_map")}>
            <thead>
              <tr>
                <th scope="col">{t("import-column")}</th>
                <th scope="col">{t("import-first_values")}</th>
                <th scope="col">{t("import-field")}</th>
                <th scope="col">{t("import-how_we_know")}</th>
              </tr>
            </thead>
            <tbody>
              {guess.columns.map((column) => {
                const field = guess.fields.find((each) => each.field === choices.mapping[column.at]) ?? null;
                const words = preview?.words.find((each) => each.field === field?.field);
                return (
                  <Fragment key={column.at}>
                    <ColumnRow
                      column={column}
                      fields={guess.fields}
                      field={field}
                      words={words}
                      onPick={(next) => onChoose({ ...choices, mapping: remapped(choices.mapping, column.at, next) })}
                    />
                    {field && words && (
                      <WordRows
                        field={field}
                        words={words}
                        meanings={choices.meanings}
                        onMean={(meanings) => onChoose({ ...choices, meanings })}
                      />
                    )}
                  </Fragment>
                );
              })}
            </tbody>
          </table>
        </div>
        <aside className={styles.side}>
          {named && preview && <PreviewedRow rows={preview.rows} tag={choices.tag_id} />}
          <ReadingTheFile guess={guess} path={path} onReopened={onReopened} />
          <ForEveryClient choices={choices} onChoose={onChoose} />
        </aside>
      </div>
      <footer className={styles.foot}>
        <Button kind="ghost" icon={<ArrowLeft />} onClick={onOtherFile}>
          {t("import-other_file")}
        </Button>
        <p className={styles.sum} role="status">
          {state}
        </p>
        <Button kind="primary" keys="mod+enter" disabled={!named || check.isPending} onClick={runCheck}>
          {t(check.isPending ? "import-checking" : "import-check")}
        </Button>
      </footer>
    </>
  );
}
