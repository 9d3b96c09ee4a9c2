import { useSpeech } from "../../../i18n";
import { number } from "../../../words/number";
import type { ListKind } from "../view/lists";
import type { ListOnScreen } from "../view/useListWindow";
import styles from "./Footer.module.css";

type Props = { kind: ListKind; screen: ListOnScreen };

/** How many there are and which of them are in sight. */
export function Footer({ kind, screen }: Props) {
  const { text: t, language } = useSpeech();
  const total = screen.list?.total ?? 0;
  const { seenFrom, seenEnd } = screen.window.rows;
  return (
    <footer className={styles.foot}>
      <span>
        <b>{number(language, total)}</b>{" "}
        {kind === "leads" ? t("leads-count", { count: total }) : t("clients-count", { count: total })}
      </span>
      {total > 0 && (
        <span className={styles.range}>
          {t("leads-range", { from: number(language, seenFrom + 1), to: number(language, seenEnd) })}
        </span>
      )}
    </footer>
  );
}
