import type { ReactNode } from "react";
import type { Problem } from "../host/api";
import styles from "./Answer.module.css";
import { ProblemState } from "./ProblemState";

type Props<T> = {
  of: { data: T | undefined; error: Problem | null; refetch: () => unknown };
  /** Shaped like what will stand here; appears only if the answer takes longer than a blink. */
  skeleton: ReactNode;
  children: (answer: T) => ReactNode;
};

/** A part of a screen that waits for the core. Old data stays while new data is fetched. */
export function Answer<T>({ of, skeleton, children }: Props<T>) {
  if (of.data !== undefined) return children(of.data);
  if (of.error) return <ProblemState problem={of.error} onRetry={() => void of.refetch()} />;
  return (
    <div className={styles.later} aria-busy="true">
      {skeleton}
    </div>
  );
}
