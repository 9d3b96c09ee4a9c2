import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { ImportRow } from "../../host/api";
import { useSpeech } from "../../i18n";
import { IconButton } from "../../kit/Button";
import { number } from "../../words/number";
import styles from "./ImportScreen.module.css";
import { RowContent } from "./RowContent";
import { RowFaults } from "./RowFaults";

/** The first rows one by one, as they would be written. */
export function PreviewedRow({ rows, tag }: { rows: ImportRow[]; tag: string | null }) {
  const { text: t, language } = useSpeech();
  const [wanted, setWanted] = useState(0);
  const at = Math.min(wanted, rows.length - 1);
  const row = rows[at];
  if (!row) return null;
  return (
    <section className={styles.part}>
      <header className={styles.turn}>
        <h2>{t("import-row_of", { row: number(language, at + 1), rows: number(language, rows.length) })}</h2>
        <IconButton label={t("import-row_before")} disabled={at === 0} onClick={() => setWanted(at - 1)}>
          <ChevronLeft />
        </IconButton>
        <IconButton label={t("import-row_after")} disabled={at === rows.length - 1} onClick={() => setWanted(at + 1)}>
          <ChevronRight />
        </IconButton>
      </header>
      {row.fate === "broken" ? <RowFaults row={row} /> : <RowContent row={row} tag={tag} />}
    </section>
  );
}
