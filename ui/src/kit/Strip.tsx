import type { ReactNode } from "react";
import styles from "./Strip.module.css";

type Props = {
  tone: "warning" | "danger" | "info";
  icon: ReactNode;
  children: ReactNode;
  /** At the end of the line. */
  after?: ReactNode;
};

/** One line above the work that says how things stand. */
export function Strip({ tone, icon, children, after }: Props) {
  return (
    <div className={styles.strip} data-tone={tone} role={tone === "danger" ? "alert" : "status"}>
      {icon}
      <span className={styles.text}>{children}</span>
      {after}
    </div>
  );
}
