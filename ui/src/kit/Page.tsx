import { createContext, use, type ReactNode } from "react";
import { createPortal } from "react-dom";
import styles from "./Page.module.css";

/** The place in the top bar where a screen puts its title; null until the shell stands. */
export const TopBarPlace = createContext<HTMLElement | null>(null);

type Props = {
  title: string;
  /** Beside the title in the top bar. */
  tabs?: ReactNode;
  /** The line under the top bar. */
  bar?: ReactNode;
  children: ReactNode;
};

/** One screen: its title in the top bar, its own bar, and the work. */
export function Page({ title, tabs, bar, children }: Props) {
  const place = use(TopBarPlace);
  return (
    <>
      {place &&
        createPortal(
          <>
            <h1 className={styles.title} title={title}>
              {title}
            </h1>
            {tabs}
          </>,
          place,
        )}
      {bar && <div className={styles.bar}>{bar}</div>}
      {children}
    </>
  );
}
