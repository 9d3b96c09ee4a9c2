import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { letChordsThrough } from "./radioKeys";
import styles from "./Radios.module.css";

type Props<T extends string> = {
  /** Spoken name of the group. */
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: string; hint?: string }[];
};

/** One of a few, below one another, each with what it means. */
export function Radios<T extends string>({ label, value, onChange, options }: Props<T>) {
  return (
    <RadioGroup aria-label={label} className={styles.group} value={value} onValueChange={(next) => onChange(next as T)}>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <Radio.Root value={option.value} className={styles.radio} onKeyDown={letChordsThrough}>
            <Radio.Indicator className={styles.point} />
          </Radio.Root>
          <span>
            {option.label}
            {option.hint && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </RadioGroup>
  );
}
