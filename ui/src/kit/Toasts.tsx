import { Toast as Base } from "@base-ui/react/toast";
import { Check, CircleAlert, X } from "lucide-react";
import { useText } from "../i18n";
import { Button, IconButton } from "./Button";
import styles from "./Toasts.module.css";
import { toasts, type ToastData } from "./toasts";

/** Where toasts appear; once in the window. */
export function Toasts() {
  return (
    <Base.Provider toastManager={toasts} limit={3}>
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <Shown />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Shown() {
  const t = useText();
  const { toasts: shown } = Base.useToastManager<ToastData>();
  return shown.map((toast) => {
    const undo = toast.data?.undo;
    return (
      <Base.Root key={toast.id} toast={toast} className={styles.toast} data-kind={toast.type} swipeDirection={[]}>
        {toast.type === "problem" ? <CircleAlert /> : <Check />}
        <Base.Content className={styles.content}>
          <Base.Title className={styles.title} />
          <Base.Description className={styles.description} />
        </Base.Content>
        {undo ? (
          <Button keys="mod+z" onClick={undo}>
            {t("kit-undo")}
          </Button>
        ) : (
          <Base.Close
            render={
              <IconButton label={t("kit-close")} size="small">
                <X />
              </IconButton>
            }
          />
        )}
      </Base.Root>
    );
  });
}
