import { useRef, type ReactNode } from "react";
import { useEdit } from "../host/query";
import { useText } from "../i18n";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

type Props = {
  number: string;
  shown: string;
  onClose: () => void;
  /** What there is to know, where it was not the person who pressed the number. */
  why?: string;
  /** What else can be done with the number. */
  children?: ReactNode;
};

/** Asks before a number is handed to another program. */
export function PhoneDialog({ number, shown, onClose, why, children }: Props) {
  const t = useText();
  const open = useEdit("phone_open", { quiet: true });
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      size="small"
      // It may come up while the person types: Enter must not call anybody.
      initialFocus={cancel}
      title={t("phone-open_title", { number: shown })}
      description={why ?? t("phone-open_why")}
      footer={
        <>
          <Button kind="ghost" ref={cancel} onClick={onClose}>
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
      {children}
      {open.error && <p role="alert">{t("phone-no_program")}</p>}
    </Dialog>
  );
}
