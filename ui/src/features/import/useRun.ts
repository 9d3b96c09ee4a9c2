import { useEffect, useRef, useState } from "react";
import { host } from "../../host";
import type { ImportPlan, ImportResult, Problem } from "../../host/api";
import { useEdit } from "../../host/query";
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
  const [failed, setFailed] = useState(false);
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
    const id = result.cancelled ? "import-stopped" : "import-done";
    sayDone(({ text, language }) => text(id, { count: number(language, count) }), {
      id: plan.import,
      count,
      undo: result.undo,
    });
  };
  const broke = (plan: ImportPlan, { code }: Problem) => {
    running.current = false;
    sayProblem(
      ({ text }) => text(`problem-${code}`),
      ({ text }) => `${text(`remedy-${code}`)} ${text("import-failed")}`,
    );
    if (!here.current) return forget(plan.import);
    setRun(null);
    setFailed(true);
  };
  const start = (plan: ImportPlan) => {
    running.current = true;
    setRun("running");
    setFailed(false);
    begin.mutate(plan, { onSuccess: (result) => ended(plan, result), onError: (problem) => broke(plan, problem) });
  };
  const reset = () => {
    setRun(null);
    setFailed(false);
  };
  return {
    run,
    /** Whether the last run broke off: some of its rows may be written. */
    failed,
    start,
    reset,
  };
}
