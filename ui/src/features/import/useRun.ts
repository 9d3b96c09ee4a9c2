import { useEffect, useRef, useState } from "react";
import { host } from "../../host";
import type { ImportPlan, ImportResult } from "../../host/api";
import { useEdit } from "../../host/query";
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
  const begin = useEdit("import_run");
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

  const ended = (plan: ImportPlan, result: ImportResult | null) => {
    running.current = false;
    if (here.current) return setRun(result);
    forget(plan.import);
    if (!result) return;
    const count = result.counts.create + result.counts.update;
    const id = result.cancelled ? "import-stopped" : "import-done";
    sayDone(({ text, language }) => text(id, { count: number(language, count) }), {
      id: plan.import,
      count,
      undo: result.undo,
    });
  };
  const start = (plan: ImportPlan) => {
    running.current = true;
    setRun("running");
    begin.mutate(plan, { onSuccess: (result) => ended(plan, result), onError: () => ended(plan, null) });
  };
  return { run, start, reset: () => setRun(null) };
}
