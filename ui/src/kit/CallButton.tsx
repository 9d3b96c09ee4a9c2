import type { ComponentProps, ReactNode } from "react";
import styles from "./CallButton.module.css";

type Props = Omit<ComponentProps<"button">, "type" | "className"> & {
  /** Green and red are for taking a call and ending it. */
  kind?: "answer" | "end" | "quiet";
  icon: ReactNode;
  children?: ReactNode;
};

/** A large button of a call, for a hand in a hurry. Without a word it needs an `aria-label`. */
export function CallButton({ kind = "quiet", icon, children, ...rest }: Props) {
  return (
    <button
      type="button"
      title={children ? undefined : rest["aria-label"]}
      {...rest}
      className={styles.button}
      data-kind={kind}
    >
      {icon}
      {children && <span className={styles.word}>{children}</span>}
    </button>
  );
}
