import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Select.module.css";
import { useText } from "../i18n";
import float from "./float.module.css";

export type Option<T extends string> = { value: T; label: string; mark?: ReactNode };

type Props<T extends string> = {
  options: Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
  placeholder?: string;
  /** Spoken name when no `Field` gives one. */
  label?: string;
  disabled?: boolean;
};

/** One of a short, closed list. */
export function Select<T extends string>({ options, value, onChange, placeholder, label, disabled = false }: Props<T>) {
  const t = useText();
  const chosen = options.find((option) => option.value === value);
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={disabled}
      items={options}
    >
      <Base.Trigger className={styles.trigger} {...(label ? { "aria-label": label } : {})}>
        <span className={styles.value} data-empty={!chosen || undefined}>
          {chosen ? (chosen.mark ?? chosen.label) : placeholder}
        </span>
        <Base.Icon className={styles.icon}>
          <ChevronDown />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal role="region" aria-label={t("kit-choices")}>
        <Base.Positioner className={styles.place} sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={`${float.float} ${float.list} ${styles.list}`}>
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={float.item}>
                <Base.ItemText className={float.text}>{option.mark ?? option.label}</Base.ItemText>
                <Base.ItemIndicator className={styles.check}>
                  <Check />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
