import { useRouter } from "@tanstack/react-router";
import { CircleAlert, RefreshCw } from "lucide-react";
import { useText } from "../i18n";
import { Button } from "../kit/Button";
import { EmptyState } from "../kit/EmptyState";

type Props = { error: unknown; reset: () => void };

/** Stands where a screen broke; the rest of the window goes on. */
export function ScreenFailed({ error, reset }: Props) {
  const t = useText();
  const router = useRouter();
  const name = error instanceof Error ? error.name : "Error";
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <EmptyState
      icon={<CircleAlert />}
      tone="danger"
      title={t("screen-failed")}
      actions={
        <>
          <Button kind="primary" icon={<RefreshCw />} onClick={again}>
            {t("kit-retry")}
          </Button>
          <Button kind="ghost" onClick={() => void navigator.clipboard.writeText(details)}>
            {t("kit-copy-code", { code: name })}
          </Button>
        </>
      }
    >
      {t("screen-failed-text")}
    </EmptyState>
  );
}
