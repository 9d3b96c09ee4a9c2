import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ask, useEdit } from "../../host/query";
import { useAlone } from "../../host/useSession";
import { problemSentence, useText } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Button } from "../../kit/Button";
import { Checkbox } from "../../kit/Checkbox";
import { Dialog } from "../../kit/Dialog";
import styles from "./Settings.module.css";

/** Erasing cannot be undone; edits that never reached the server are named and have to be given up expressly. */
export function EraseDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const late = useLateText();
  const status = useQuery(ask("sync_status", {}));
  const signOut = useEdit("sign_out", { quiet: true });
  const [givesUp, setGivesUp] = useState(false);
  const alone = useAlone();
  const cancel = useRef<HTMLButtonElement>(null);
  const unsent = (status.data?.waiting ?? 0) + (status.data?.refused ?? 0) + (status.data?.conflicts ?? 0);
  const refused = signOut.error;
  const loses = alone || unsent > 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      initialFocus={cancel}
      title={t("settings-erase_title")}
      description={
        alone
          ? late("alone-erase_text")
          : unsent > 0
            ? t("settings-erase_unsent", { count: unsent })
            : t("settings-erase_text")
      }
      footer={
        <>
          <Button ref={cancel} keys="escape" onClick={onClose}>
            {t("kit-cancel")}
          </Button>
          <Button
            kind="danger"
            disabled={signOut.isPending || (loses && !givesUp)}
            onClick={() => signOut.mutate({ erase: true, discard_unsent: givesUp })}
          >
            {t("settings-erase_do")}
          </Button>
        </>
      }
    >
      {loses && (
        <Checkbox checked={givesUp} onChange={setGivesUp}>
          {alone ? late("alone-erase_give_up") : t("settings-erase_give_up")}
        </Checkbox>
      )}
      {refused && (
        <p className={styles.refused} role="alert">
          {problemSentence(t, refused)}
        </p>
      )}
    </Dialog>
  );
}
