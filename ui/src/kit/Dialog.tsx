import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useRef, type ComponentProps, type ReactNode } from "react";
import { useText } from "../i18n";
import { IconButton } from "./Button";
import styles from "./Dialog.module.css";
import { FirstFocus } from "./firstFocus";
import frame from "./frame.module.css";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under or beside the title. */
  description?: ReactNode;
  /** Between the title and the closing cross. */
  tools?: ReactNode;
  /** Buttons at the end; the primary one last. */
  footer?: ReactNode;
  size?: "small" | "form" | "wide";
  /** What takes the focus when it opens, if not a field with `autoFocus` or the first control. */
  initialFocus?: ComponentProps<typeof Base.Popup>["initialFocus"];
  children?: ReactNode;
};

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  tools,
  footer,
  size = "form",
  initialFocus,
  children,
}: Props) {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={frame.backdrop} />
        <Base.Popup className={`${frame.popup} ${styles.popup}`} data-size={size} initialFocus={initialFocus ?? field}>
          <header className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            {description && <Base.Description className={styles.description}>{description}</Base.Description>}
            {tools && <div className={styles.tools}>{tools}</div>}
            <Base.Close
              render={
                <IconButton label={t("kit-close")} keys="escape" className={styles.close}>
                  <X />
                </IconButton>
              }
            />
          </header>
          <FirstFocus value={field}>
            <div className={styles.body}>{children}</div>
            {footer && <footer className={styles.footer}>{footer}</footer>}
          </FirstFocus>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
