import { useEffect } from "react";
import type { ImportPlan } from "../../host/api";
import { isAlone, useAccount } from "../../host/useSession";
import { useText } from "../../i18n";
import { Page } from "../../kit/Page";
import { CheckStep } from "./CheckStep";
import { FileStep } from "./FileStep";
import { MapStep } from "./MapStep";
import { RunStep } from "./RunStep";
import { Steps } from "./Steps";
import { arrive, checked, choose, leave, opened, otherFile, useImport } from "./theImport";
import { useRun } from "./useRun";

export type Step = "file" | "map" | "check" | "run";

/** Bringing clients in from a file: choose it, map its columns, check what would happen, run. */
export function ImportScreen() {
  const t = useText();
  const account = useAccount();
  const { guess, path, choices, counts, run, undone } = useImport();
  const start = useRun();
  // What somebody did alone stays theirs when they take it to a server.
  const owner = account && isAlone(account) ? account.profile_id : null;
  useEffect(() => {
    arrive(owner);
    return leave;
  }, [owner]);

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
          onChoose={choose}
          onReopened={opened}
          onOtherFile={otherFile}
          onChecked={checked}
        />
      )}
      {plan && counts && step === "check" && (
        <CheckStep
          plan={plan}
          checked={counts}
          choices={choices}
          onChoose={choose}
          onBack={() => checked(null)}
          onRun={() => start(plan)}
        />
      )}
      {plan && run && <RunStep plan={plan} run={run} undone={undone} onAgain={otherFile} />}
    </Page>
  );
}
