import type { ComponentProps, ReactNode } from "react";
import button from "../kit/Button.module.css";
import styles from "./parts.module.css";

type ButtonProps = ComponentProps<"button"> & {
  /** One primary a view. */
  kind?: "primary" | "quiet" | "ghost" | "danger" | "answer";
  wide?: boolean;
  icon?: ReactNode;
};

/** A button for thumbs. */
export function Button({ kind = "quiet", wide = false, icon, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${button.button} ${styles.button}`}
      data-kind={kind}
      data-wide={wide || undefined}
    >
      {icon}
      {children}
    </button>
  );
}

type NoticeProps = {
  icon: ReactNode;
  title: string;
  tone?: "danger" | "warning";
  children?: ReactNode;
  actions?: ReactNode;
};

/** One thing said in the middle of the page, and what to do. */
export function Notice({ icon, title, tone, children, actions }: NoticeProps) {
  return (
    <main className={styles.middle}>
      <div className={styles.notice} data-tone={tone} role={tone === "danger" ? "alert" : undefined}>
        {icon}
        <h1>{title}</h1>
        {children}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </main>
  );
}

/** Said to those who hear the page, and not shown. */
export function Spoken({ children }: { children: ReactNode }) {
  return (
    <p className={styles.spoken} role="status">
      {children}
    </p>
  );
}
