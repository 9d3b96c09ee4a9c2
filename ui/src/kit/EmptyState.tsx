import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

type Props = {
  icon: ReactNode;
  title: string;
  /** Why, and what to do. */
  children?: ReactNode;
  actions?: ReactNode;
  tone?: "danger";
};

/** Says why there is nothing here and offers one way on. */
export function EmptyState({ icon, title, children, actions, tone }: Props) {
  return (
    <div className={styles.empty} data-tone={tone} role={tone === "danger" ? "alert" : undefined}>
      {icon}
      <h2 className={styles.title}>{title}</h2>
      {children && <p className={styles.text}>{children}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
