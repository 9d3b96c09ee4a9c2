import { useId, type ReactNode } from "react";
import styles from "./SettingSection.module.css";

type Props = { title?: string; why: string; action?: ReactNode; children: ReactNode };

/** Several settings that belong together, and what can be done with all of them. */
export function SettingSection({ title, why, action, children }: Props) {
  const id = useId();
  return (
    <section className={styles.section} {...(title ? { "aria-labelledby": id } : {})}>
      <header className={styles.head}>
        <div>
          {title && (
            <h3 id={id} className={styles.title}>
              {title}
            </h3>
          )}
          <p className={styles.why}>{why}</p>
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
