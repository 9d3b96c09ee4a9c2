import { CircleAlert, Copy, RefreshCw } from "lucide-react";
import type { Problem } from "../host/api";
import { useText } from "../i18n";
import { Button } from "./Button";
import { EmptyState } from "./EmptyState";

type Props = { problem: Problem; onRetry: () => void };

/** A part of a screen that could not be read: what happened, what to do, and a way to try again. */
export function ProblemState({ problem, onRetry }: Props) {
  const t = useText();
  const id = problem.request_id;
  return (
    <EmptyState
      tone="danger"
      icon={<CircleAlert />}
      title={t(`problem-${problem.code}`)}
      actions={
        <>
          <Button kind="primary" icon={<RefreshCw />} onClick={onRetry}>
            {t("kit-retry")}
          </Button>
          {id && (
            <Button kind="ghost" icon={<Copy />} onClick={() => void navigator.clipboard.writeText(id)}>
              {t("problem-number", { id })}
            </Button>
          )}
        </>
      }
    >
      {t(`remedy-${problem.code}`)}
    </EmptyState>
  );
}
