import styles from "./Skeleton.module.css";

type Props = {
  /** Of the line it stands for: a number of px or a share like "60%". */
  width: number | string;
};

/** Stands where a word will be. It does not shimmer: that would repaint every frame. */
export function Skeleton({ width }: Props) {
  return <span className={styles.bone} style={{ width }} aria-hidden="true" />;
}
