import { useNavigate } from "@tanstack/react-router";
import type { ImportPlan, ImportResult } from "../../host/api";
import { useEdit } from "../../host/query";
import { problemSentence } from "../../i18n";
import type { Said } from "../../kit/Spoken";
import { sayProblem, words } from "../../kit/toasts";
import { useSayDone } from "../../kit/useSayDone";
import { number } from "../../words/number";
import { began, ended, toldBy, undone } from "./theImport";

/** Runs the import. It goes on when the person leaves the screen; its end is then told where they are. */
export function useRun(): (plan: ImportPlan) => void {
  const tell = useTellEnd();
  const begin = useEdit("import_run", { quiet: true });
  return (plan) => {
    began();
    begin.mutate(plan, {
      onSuccess: (result) => {
        if (ended(plan.import, result) === "away") tell(result);
      },
      onError: ({ code }) => {
        if (ended(plan.import, null) === "gone") return;
        sayProblem(
          ({ text }) => text(`problem-${code}`),
          ({ text }) => `${text(`remedy-${code}`)} ${text("import-failed")}`,
        );
      },
    });
  };
}

/** Says what came of it to somebody who is elsewhere, with the way to the rows that could not be read. */
function useTellEnd(): (result: ImportResult) => void {
  const sayDone = useSayDone();
  const go = useNavigate();
  return (result) => {
    const count = result.counts.create + result.counts.update;
    const { broken } = result.counts;
    const said: Said = ({ text, language }) => {
      const outcome = text(outcomeOf(result), { count: number(language, count) });
      return result.problem ? text("import-because", { outcome, why: problemSentence(text, result.problem) }) : outcome;
    };
    const rows =
      (id: "import-unread" | "import-see_unread"): Said =>
      ({ text, language }) =>
        text(id, { count: broken, shown: number(language, broken) });
    const back = { id: "import", name: words(rows("import-see_unread")), open: () => void go({ to: "/import" }) };
    const unread = broken > 0 && { help: rows("import-unread"), links: [back] };
    toldBy(sayDone(said, { count, undo: result.undo }, { ...unread, onUndone: undone }));
  };
}

/** What came of it, in the words of its title. */
export function outcomeOf({ cancelled, problem }: ImportResult) {
  if (problem) return "import-broke_off";
  return cancelled ? "import-stopped" : "import-done";
}
