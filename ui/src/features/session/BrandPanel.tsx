import styles from "./BrandPanel.module.css";

const TICKS = Array.from({ length: 17 }, (_, at) => ({ y: 80 + at * 44, long: at % 4 === 0 }));

/** The end of the line, in the units of the drawing: fully let down, and at the start. */
const TOP = 60;
const BOTTOM = 720;

type Props = {
  title: string;
  text: string;
  /** How far the line is let down, 0 to 1. */
  depth: number;
};

/** The blue side of first run and sign-in. The line's length is the progress. */
export function BrandPanel({ title, text, depth }: Props) {
  const end = TOP + (BOTTOM - TOP) * depth;
  return (
    <aside className={styles.panel}>
      <svg className={styles.line} viewBox="0 0 520 900" preserveAspectRatio="xMidYMin slice" aria-hidden="true">
        {TICKS.map(({ y, long }) => (
          <path key={y} className={styles.tick} d={`M${long ? 372 : 392} ${y}H412`} />
        ))}
        <path className={styles.cord} d={`M412 0V${end}`} />
        <circle className={styles.point} cx="412" cy={end + 12} r="12" />
      </svg>
      <p className={styles.brand}>
        <svg width="32" height="32" viewBox="0 0 512 512" aria-hidden="true">
          <rect className={styles.mark} width="512" height="512" rx="118" />
          <path className={styles.letter} d="M150 118v162a106 106 0 0 0 106 106h4" />
          <circle className={styles.dot} cx="372" cy="386" r="48" />
        </svg>
        Leadline
      </p>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.text}>{text}</p>
      </div>
    </aside>
  );
}
