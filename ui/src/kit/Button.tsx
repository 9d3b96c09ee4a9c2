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

type WhyProps = {
  /** Why it does nothing now, spoken and shown as a tooltip; the focus can still come to it. */
  why?: string | undefined;
};

const held = (why: string | undefined) => (why === undefined ? {} : { "aria-disabled": true, "aria-description": why });

/** A button that does nothing at times, and then says why. It is the same one all the while, so it keeps the focus. */
export function HeldButton({ why, ...rest }: Props & WhyProps) {
  return (
    <Tooltip label={why} off={why === undefined}>
      <Button {...rest} {...held(why)} />
    </Tooltip>
  );
}

type IconProps = Omit<Props, "icon" | "children"> &
  WhyProps & {
    /** The name, spoken and shown as a tooltip. */
    label: string;
    children: ReactNode;
  };

/** A button without a word has a name and a tooltip with its key. */
export function IconButton({ label, keys, kind = "ghost", why, children, ...rest }: IconProps) {
  return (
    <Tooltip label={why ?? label} {...(keys && !why ? { keys } : {})}>
      <Button
        {...rest}
        {...held(why)}
        kind={kind}
        aria-label={label}
        className={`${styles.icon} ${rest.className ?? ""}`}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
