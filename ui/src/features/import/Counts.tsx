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
  /** What was written is taken back. */
  undone?: boolean;
};

/** What happens to the rows of the file, or has happened. */
export function Counts({ counts, listed, undone = false }: Props) {
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
            <span className={styles.why}>{t(whyOf(fate, listed !== undefined, undone))}</span>
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

function whyOf(fate: ImportFate, isPlanned: boolean, undone: boolean) {
  if (isPlanned) return `import-count_${fate}_why` as const;
  return undone && (fate === "create" || fate === "update")
    ? "import-count_undone"
    : (`import-count_${fate}_done` as const);
}
