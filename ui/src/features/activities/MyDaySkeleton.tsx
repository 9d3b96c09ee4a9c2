import { Skeleton } from "../../kit/Skeleton";
import styles from "./ActivityLines.module.css";

const WIDTHS = [42, 31, 55, 38, 47, 29];

/** The shape of a day that is not read yet. */
export function MyDaySkeleton() {
  return WIDTHS.map((width) => (
    <div key={width} className={styles.line}>
      <Skeleton width={16} />
      <Skeleton width={`${width}%`} />
    </div>
  ));
}
