import type { LineQuality } from "../../host/api";
import { useText } from "../../i18n";
import styles from "./QualityWord.module.css";

const BARS: Record<LineQuality, number> = { good: 4, fair: 2, poor: 1 };

/** How good the line is, in bars and in a word. */
export function QualityWord({ quality }: { quality: LineQuality }) {
  const t = useText();
  return (
    <span
      className={styles.quality}
      data-quality={quality}
      title={t("call-quality_is", { quality: t(`call-quality_${quality}`) })}
    >
      <span className={styles.bars} aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <i key={bar} data-on={bar <= BARS[quality] || undefined} />
        ))}
      </span>
      {t(`call-quality_${quality}`)}
    </span>
  );
}
