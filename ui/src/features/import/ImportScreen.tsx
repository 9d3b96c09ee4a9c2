import { useState } from "react";
import type { DuplicatePolicy, ImportCounts, ImportGuess, ImportPlan } from "../../host/api";
import { useText } from "../../i18n";
import { Page } from "../../kit/Page";
import { CheckStep } from "./CheckStep";
import { FileStep } from "./FileStep";
import { guessed, type Mapping } from "./mapping";
import { MapStep } from "./MapStep";
import { RunStep } from "./RunStep";
import { Steps } from "./Steps";
import { useRun } from "./useRun";

export type Step = "file" | "map" | "check" | "run";

/** What goes for every imported client. */
export type Choices = { duplicates: DuplicatePolicy; owner_id: string | null; tag_id: string | null };

const FIRST_CHOICES: Choices = { duplicates: "fill", owner_id: null, tag_id: null };

/** Bringing clients in from a file: choose it, map its columns, check what would happen, run. */
export function ImportScreen() {
  const t = useText();
  const [guess, setGuess] = useState<ImportGuess | null>(null);
  const [path, setPath] = useState("");
  const [mapping, setMapping] = useState<Mapping>({});
  const [choices, setChoices] = useState<Choices>(FIRST_CHOICES);
  const [counts, setCounts] = useState<ImportCounts | null>(null);
  const { run, start, reset } = useRun(guess?.import);

  const opened = (from: string, next: ImportGuess) => {
    setPath(from);
    setGuess(next);
    setMapping(guessed(next.columns));
    setCounts(null);
    reset();
  };
  const step: Step = !guess ? "file" : run ? "run" : counts ? "check" : "map";
  const plan: ImportPlan | null = guess && { import: guess.import, mapping, ...choices };

  return (
    <Page title={t("import-title")} bar={<Steps step={step} guess={guess} />}>
      {!guess && <FileStep onOpened={opened} />}
      {guess && plan && step === "map" && (
        <MapStep
          guess={guess}
          path={path}
          plan={plan}
          mapping={mapping}
          onMap={setMapping}
          choices={choices}
          onChoose={setChoices}
          onReopened={opened}
          onOtherFile={() => setGuess(null)}
          onChecked={setCounts}
        />
      )}
      {guess && plan && counts && step === "check" && (
        <CheckStep
          plan={plan}
          counts={counts}
          choices={choices}
          onChoose={setChoices}
          onChecked={setCounts}
          onBack={() => setCounts(null)}
          onRun={() => start(plan)}
        />
      )}
      {plan && run && <RunStep plan={plan} run={run} onAgain={() => setGuess(null)} />}
    </Page>
  );
}
