import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Checkbox.module.css";

type Props = {
  checked: boolean;
  /** Some, not all. */
  mixed?: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  name?: string;
} & ({ label: string; children?: never } | { label?: never; children: ReactNode });

/** A box to tick, with a word beside it (`children`) or a spoken name (`label`). */
export function Checkbox({ checked, mixed = false, onChange, disabled = false, name, label, children }: Props) {
  const box = (
    <Base.Root
      className={styles.box}
      checked={checked}
      indeterminate={mixed}
      onCheckedChange={onChange}
      disabled={disabled}
      {...(name ? { name } : {})}
      {...(label ? { "aria-label": label } : {})}
    >
      <Base.Indicator className={styles.mark}>{mixed ? <Minus /> : <Check />}</Base.Indicator>
    </Base.Root>
  );
  if (!children) return box;
  return (
    <label className={styles.line}>
      {box}
      {children}
    </label>
  );
}
