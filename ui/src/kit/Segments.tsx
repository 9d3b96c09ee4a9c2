import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { ReactNode } from "react";
import { letChordsThrough } from "./radioKeys";
import styles from "./Segments.module.css";

type Props<T extends string> = {
  /** Spoken name of the group. */
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: string; icon?: ReactNode; lang?: string }[];
  /** On a well, or plain words of which one is lit. */
  look?: "well" | "plain";
};

/** One of a few, all in sight. */
export function Segments<T extends string>({ label, value, onChange, options, look = "well" }: Props<T>) {
  return (
    <RadioGroup
      className={styles.group}
      data-look={look}
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as T)}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          className={styles.segment}
          aria-label={option.label}
          lang={option.lang}
          onKeyDown={letChordsThrough}
        >
          {option.icon}
          <span aria-hidden="true">{option.label}</span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
