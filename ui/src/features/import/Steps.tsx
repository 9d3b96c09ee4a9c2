import { Check, FileSpreadsheet } from "lucide-react";
import type { ImportGuess } from "../../host/api";
import { useSpeech } from "../../i18n";
import { number } from "../../words/number";
import type { Step } from "./ImportScreen";
import styles from "./ImportScreen.module.css";

const STEPS: Step[] = ["file", "map", "check", "run"];

/** The file, and how far one is. */
export function Steps({ step, guess }: { step: Step; guess: ImportGuess | null }) {
  const { text: t, language } = useSpeech();
  const here = STEPS.indexOf(step);
  return (
    <>
      {guess && (
        <p className={styles.file}>
          <FileSpreadsheet /> <b>{guess.file_name}</b>{" "}
          <span>
            {t("import-size", { rows: number(language, guess.rows), columns: number(language, guess.columns.length) })}
          </span>
        </p>
      )}
      <ol className={styles.steps}>
        {STEPS.map((each, at) => (
          <li
            key={each}
            className={styles.step}
            data-done={at < here || undefined}
            aria-current={at === here ? "step" : undefined}
          >
            <span className={styles.ball}>{at < here ? <Check /> : at + 1}</span>
            <span className={styles.name}>{t(`import-step_${each}`)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
