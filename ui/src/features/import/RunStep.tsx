import { useNavigate } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, CircleStop, Upload } from "lucide-react";
import type { ImportPlan, ImportResult } from "../../host/api";
import { useJob } from "../../host/jobs";
import { useEdit } from "../../host/query";
import { problemSentence, useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { EmptyState } from "../../kit/EmptyState";
import { ProgressLine } from "../../kit/ProgressLine";
import { number } from "../../words/number";
import { Counts } from "./Counts";
import styles from "./ImportScreen.module.css";
import { SaveErrors } from "./SaveErrors";
import { undone as takenBack, type Run } from "./theImport";
import { outcomeOf } from "./useRun";

type Props = { plan: ImportPlan; run: Run; undone: boolean; onAgain: () => void };

/** While it runs, and what came of it. */
export function RunStep({ run, ...rest }: Props) {
  return run === "running" ? <Running handle={rest.plan.import} /> : <Finished result={run} {...rest} />;
}

function Running({ handle }: { handle: string }) {
  const { text: t, language } = useSpeech();
  const job = useJob(handle);
  const cancel = useEdit("import_cancel");
  return (
    <div className={styles.choose}>
      <EmptyState
        icon={<Upload />}
        title={t("import-running")}
        actions={
          <Button disabled={cancel.isPending} onClick={() => cancel.mutate({ import: handle })}>
            {t("import-stop")}
          </Button>
        }
      >
        {t("import-running_text")}
      </EmptyState>
      {job && (
        <div className={styles.progress} role="status">
          <ProgressLine wide label={t("import-running")} value={job.done} max={job.total} />
          {t("import-progress", { done: number(language, job.done), total: number(language, job.total) })}
        </div>
      )}
    </div>
  );
}

type FinishedProps = Omit<Props, "run"> & { result: ImportResult };

function Finished({ plan, result, undone, onAgain }: FinishedProps) {
  const { text: t, language } = useSpeech();
  const go = useNavigate();
  const undo = useEdit("undo");
  const Icon = result.problem ? CircleAlert : result.cancelled ? CircleStop : CircleCheck;
  const written = result.counts.create + result.counts.update;
  const takeBack = () => undo.mutate({ token: result.undo }, { onSuccess: takenBack });
  return (
    <>
      <Counts counts={result.counts} undone={undone} />
      <div className={styles.choose}>
        <EmptyState
          icon={<Icon />}
          title={undone ? t("import-undone") : t(outcomeOf(result), { count: number(language, written) })}
          actions={
            <>
              <Button kind="primary" onClick={() => void go({ to: "/leads" })}>
                {t("import-to_the_leads")}
              </Button>
              {result.undo !== null && !undone && (
                <Button disabled={undo.isPending} onClick={takeBack}>
                  {t("import-undo")}
                </Button>
              )}
              {result.counts.broken > 0 && <SaveErrors handle={plan.import} count={result.counts.broken} />}
              <Button kind="ghost" onClick={onAgain}>
                {t("import-other_file")}
              </Button>
            </>
          }
        >
          {result.problem && !undone && <p role="alert">{problemSentence(t, result.problem)}</p>}
          {t(textOf(result, undone))}
        </EmptyState>
      </div>
    </>
  );
}

function textOf({ cancelled, problem }: ImportResult, undone: boolean) {
  if (undone) return "import-undone_text";
  return cancelled || problem ? "import-stopped_text" : "import-done_text";
}
