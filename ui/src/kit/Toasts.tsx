import { Toast as Base } from "@base-ui/react/toast";
import { Check, CircleAlert, TriangleAlert, X, type LucideIcon } from "lucide-react";
import { useText } from "../i18n";
import { Button, IconButton } from "./Button";
import styles from "./Toasts.module.css";
import { toasts, type ToastData } from "./toasts";

const MARKS: Record<string, LucideIcon> = { problem: CircleAlert, warning: TriangleAlert };

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
    const { undo, links } = toast.data ?? {};
    const Mark = MARKS[toast.type ?? ""] ?? Check;
    return (
      <Base.Root
        key={toast.id}
        toast={toast}
        className={styles.toast}
        data-kind={toast.type}
        swipeDirection={[]}
        // What is urgent is said at once by itself: not a second time, but its buttons are there for everybody.
        {...(toast.priority === "high" && { "aria-hidden": false, "aria-live": "off" })}
      >
        <Mark />
        <Base.Content className={styles.content}>
          <Base.Title className={styles.title} />
          <Base.Description className={styles.description} />
          {links && (
            <ul className={styles.links}>
              {links.map(({ id, name, open }) => (
                <li key={id}>
                  <button type="button" className={styles.link} onClick={open}>
                    {name}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Base.Content>
        {undo ? (
          <Button keys="mod+z" onClick={undo}>
            {t("kit-undo")}
          </Button>
        ) : (
          <Base.Close
            aria-hidden={false}
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
