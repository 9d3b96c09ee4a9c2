import { Progress as Base } from "@base-ui/react/progress";
import styles from "./ProgressLine.module.css";

type Props = {
  /** Spoken name. */
  label: string;
  value: number;
  max: number;
  /** Fills its place instead of 72 px. */
  wide?: boolean;
};

/** The line's length is the progress. */
export function ProgressLine({ label, value, max, wide = false }: Props) {
  return (
    <Base.Root
      className={styles.root}
      data-wide={wide || undefined}
      aria-label={label}
      value={value}
      max={Math.max(max, 1)}
    >
      <Base.Track className={styles.track}>
        <Base.Indicator className={styles.bar} />
      </Base.Track>
    </Base.Root>
  );
}
