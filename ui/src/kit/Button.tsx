import type { ComponentProps, ReactNode } from "react";
import styles from "./Button.module.css";
import { Keys } from "./Keys";
import { Tooltip } from "./Tooltip";

type Props = ComponentProps<"button"> & {
  /** One primary a view; everything else is quiet or ghost. */
  kind?: "primary" | "quiet" | "ghost" | "danger" | "danger-quiet";
  size?: "small" | "form";
  icon?: ReactNode;
  /** Printed on the button; the command itself is declared where it acts. */
  keys?: string;
  /** Shown as switched on. */
  on?: boolean;
};

export function Button({ kind = "quiet", size, icon, keys, on, children, className, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={className ? `${styles.button} ${className}` : styles.button}
      data-kind={kind}
      data-size={size}
      data-on={on || undefined}
    >
      {icon}
      {children}
      {keys && <Keys keys={keys} />}
    </button>
  );
}

type IconProps = Omit<Props, "icon" | "children"> & {
  /** The name, spoken and shown as a tooltip. */
  label: string;
  children: ReactNode;
};

/** A button without a word has a name and a tooltip with its key. */
export function IconButton({ label, keys, kind = "ghost", children, ...rest }: IconProps) {
  return (
    <Tooltip label={label} {...(keys ? { keys } : {})}>
      <Button {...rest} kind={kind} aria-label={label} className={`${styles.icon} ${rest.className ?? ""}`}>
        {children}
      </Button>
    </Tooltip>
  );
}
