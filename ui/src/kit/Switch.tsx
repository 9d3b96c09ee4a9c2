import { Switch as Base } from "@base-ui/react/switch";
import type { ReactNode } from "react";
import styles from "./Switch.module.css";

type Props = { checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean } & (
  | { label: string; children?: never }
  | { label?: never; children: ReactNode }
);

/** A setting that acts at once, with what it does beside it (`children`) or a spoken name (`label`). */
export function Switch({ checked, onChange, disabled = false, label, children }: Props) {
  const track = (
    <Base.Root
      className={styles.track}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      {...(label ? { "aria-label": label } : {})}
    >
      <Base.Thumb className={styles.thumb} />
    </Base.Root>
  );
  if (!children) return track;
  return (
    <label className={styles.line}>
      {track}
      <span>{children}</span>
    </label>
  );
}
