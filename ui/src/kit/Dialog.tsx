import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { useText } from "../i18n";
import { IconButton } from "./Button";
import styles from "./Dialog.module.css";
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
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={frame.backdrop} />
        <Base.Popup
          className={`${frame.popup} ${styles.popup}`}
          data-size={size}
          {...(initialFocus ? { initialFocus } : {})}
        >
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
          <div className={styles.body}>{children}</div>
          {footer && <footer className={styles.footer}>{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
