import { useRef, useState } from "react";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { FilePath } from "./FilePath";

/** Tells once that damaged or foreign data was set aside, and where it lies. */
export function SetAsideNotice({ file }: { file: string }) {
  const t = useText();
  const [open, setOpen] = useState(true);
  const done = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="small"
      initialFocus={done}
      title={t("session-set_aside_title")}
      description={t("session-set_aside_text")}
      footer={
        <Button ref={done} kind="primary" onClick={() => setOpen(false)}>
          {t("session-set_aside_done")}
        </Button>
      }
    >
      <FilePath path={file} />
    </Dialog>
  );
}
