import { useEffect, useRef, useState } from "react";
import { host } from "../../host";
import type { ImportPlan, ImportResult, Problem } from "../../host/api";
import { useEdit } from "../../host/query";
import { problemSentence } from "../../i18n";
import type { Said } from "../../kit/Spoken";
import { sayProblem } from "../../kit/toasts";
import { useSayDone } from "../../kit/useSayDone";
import { number } from "../../words/number";

export type Run = ImportResult | "running" | null;

const forget = (handle: string) => void host.call("import_close", { import: handle }).catch(() => undefined);

/**
 * The run of an open file. It goes on when the person leaves the screen; its end is then told where they are. The core
 * forgets the file as soon as nobody needs it any more.
 */
export function useRun(handle: string | undefined) {
  const sayDone = useSayDone();
  const begin = useEdit("import_run", { quiet: true });
  const [run, setRun] = useState<Run>(null);
  const running = useRef(false);
  const here = useRef(true);

  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  useEffect(() => {
    if (handle === undefined) return;
    return () => {
      if (!running.current) forget(handle);
    };
  }, [handle]);

  const ended = (plan: ImportPlan, result: ImportResult) => {
    running.current = false;
    if (here.current) return setRun(result);
    forget(plan.import);
    const count = result.counts.create + result.counts.update;
    const said: Said = ({ text, language }) => {
      const outcome = text(outcomeOf(result), { count: number(language, count) });
      return result.problem ? text("import-because", { outcome, why: problemSentence(text, result.problem) }) : outcome;
    };
    sayDone(said, { count, undo: result.undo });
  };
  const failed = (plan: ImportPlan, { code }: Problem) => {
    running.current = false;
    sayProblem(
      ({ text }) => text(`problem-${code}`),
      ({ text }) => `${text(`remedy-${code}`)} ${text("import-failed")}`,
    );
    if (!here.current) return forget(plan.import);
    setRun(null);
  };
  const start = (plan: ImportPlan) => {
    running.current = true;
    setRun("running");
    begin.mutate(plan, { onSuccess: (result) => ended(plan, result), onError: (problem) => failed(plan, problem) });
  };
  return { run, start, reset: () => setRun(null) };
}

/** What came of it, in the words of its title. */
export function outcomeOf({ cancelled, problem }: ImportResult) {
  if (problem) return "import-broke_off";
  return cancelled ? "import-stopped" : "import-done";
}
