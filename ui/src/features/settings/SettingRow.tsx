import type { ReactNode } from "react";
import styles from "./Settings.module.css";

type Props = { what: string; why?: string; children: ReactNode };

/** One setting: what it is, what it does, and its control. */
export function SettingRow({ what, why, children }: Props) {
  return (
    <div className={styles.row}>
      <p className={styles.what}>{what}</p>
      {why && <p className={styles.why}>{why}</p>}
      <div className={styles.control}>{children}</div>
    </div>
  );
}
