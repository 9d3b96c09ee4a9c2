import { CircleAlert, Minus, Pencil, Plus, type LucideIcon } from "lucide-react";
import type { ImportCounts, ImportFate } from "../../host/api";
import { useSpeech } from "../../i18n";
import { number } from "../../words/number";
import styles from "./ImportScreen.module.css";

const FATES: { fate: ImportFate; icon: LucideIcon }[] = [
  { fate: "create", icon: Plus },
  { fate: "update", icon: Pencil },
  { fate: "skip", icon: Minus },
  { fate: "broken", icon: CircleAlert },
];

type Props = {
  counts: ImportCounts;
  /** Before it has happened: whose rows are listed, and how to list others. */
  listed?: { fate: ImportFate; onList: (fate: ImportFate) => void };
};

/** What happens to the rows of the file, or has happened. */
export function Counts({ counts, listed }: Props) {
  const { text: t, language } = useSpeech();
  return (
    <ul className={styles.counts}>
      {FATES.map(({ fate, icon: Icon }) => {
        const content = (
          <>
            <span className={styles.fate}>
              <Icon /> {t(`import-count_${fate}`)}
            </span>
            <b className={styles.number}>{number(language, counts[fate])}</b>
            <span className={styles.why}>{t(listed ? `import-count_${fate}_why` : `import-count_${fate}_done`)}</span>
          </>
        );
        return (
          <li key={fate} data-count={fate}>
            {listed ? (
              <button
                type="button"
                className={styles.count}
                aria-pressed={listed.fate === fate}
                onClick={() => listed.onList(fate)}
              >
                {content}
              </button>
            ) : (
              <div className={styles.count}>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
