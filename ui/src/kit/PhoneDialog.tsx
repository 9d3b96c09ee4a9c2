import { useEdit } from "../host/query";
import { useText } from "../i18n";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

type Props = { number: string; shown: string; onClose: () => void };

/** Asks before a number is handed to another program. */
export function PhoneDialog({ number, shown, onClose }: Props) {
  const t = useText();
  const open = useEdit("phone_open", { quiet: true });
  return (
    <Dialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      size="small"
      title={t("phone-open_title", { number: shown })}
      description={t("phone-open_why")}
      footer={
        <>
          <Button kind="ghost" onClick={onClose}>
            {t("kit-cancel")}
          </Button>
          <Button
            kind="primary"
            disabled={open.isPending}
            onClick={() => open.mutate({ number }, { onSuccess: onClose })}
          >
            {t("phone-open")}
          </Button>
        </>
      }
    >
      {open.error && <p role="alert">{t("phone-no_program")}</p>}
    </Dialog>
  );
}
