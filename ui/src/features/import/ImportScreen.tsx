import { useState } from "react";
import type { ImportCounts, ImportGuess, ImportPlan } from "../../host/api";
import { isAlone, useAccount } from "../../host/useSession";
import { useText } from "../../i18n";
import { Page } from "../../kit/Page";
import { CheckStep } from "./CheckStep";
import { FileStep } from "./FileStep";
import { guessed } from "./mapping";
import { MapStep } from "./MapStep";
import { RunStep } from "./RunStep";
import { Steps } from "./Steps";
import { useRun } from "./useRun";

export type Step = "file" | "map" | "check" | "run";

/** What the person decides about the file. */
export type Choices = Omit<ImportPlan, "import">;

const FIRST_CHOICES: Choices = {
  mapping: {},
  meanings: {},
  duplicates: "fill",
  decided: {},
  owner_id: null,
  tag_id: null,
};

/** Bringing clients in from a file: choose it, map its columns, check what would happen, run. */
export function ImportScreen() {
  const t = useText();
  const [guess, setGuess] = useState<ImportGuess | null>(null);
  const [path, setPath] = useState("");
  const account = useAccount();
  const [choices, setChoices] = useState<Choices>({
    ...FIRST_CHOICES,
    // What somebody did alone stays theirs when they take it to a server.
    owner_id: account && isAlone(account) ? account.profile_id : null,
  });
  const [counts, setCounts] = useState<ImportCounts | null>(null);
  const { run, start, reset } = useRun(guess?.import);

  const opened = (from: string, next: ImportGuess) => {
    setPath(from);
    setGuess(next);
    // What was decided about words and lines holds for the same file in other letters too, as far as they are found.
    const kept = from === path ? choices : { ...choices, meanings: {}, decided: {} };
    setChoices({ ...kept, mapping: guessed(next.columns) });
    setCounts(null);
    reset();
  };
  const step: Step = !guess ? "file" : run ? "run" : counts ? "check" : "map";
  const plan: ImportPlan | null = guess && { import: guess.import, ...choices };

  return (
    <Page title={t("import-title")} bar={<Steps step={step} guess={guess} />}>
      {!guess && <FileStep onOpened={opened} />}
      {guess && plan && step === "map" && (
        <MapStep
          guess={guess}
          path={path}
          plan={plan}
          choices={choices}
          onChoose={setChoices}
          onReopened={opened}
          onOtherFile={() => setGuess(null)}
          onChecked={setCounts}
        />
      )}
      {plan && counts && step === "check" && (
        <CheckStep
          plan={plan}
          checked={counts}
          choices={choices}
          onChoose={setChoices}
          onBack={() => {
            setCounts(null);
            reset();
          }}
          onRun={() => start(plan)}
        />
      )}
      {plan && run && <RunStep plan={plan} run={run} onAgain={() => setGuess(null)} />}
    </Page>
  );
}
