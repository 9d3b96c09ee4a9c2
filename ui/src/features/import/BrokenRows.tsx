import type { ImportRow } from "../../host/api";
import { useSpeech } from "../../i18n";
import { number } from "../../words/number";
import styles from "./ImportScreen.module.css";

/** Rows that cannot be read, with each cell that is wrong and why. */
export function BrokenRows({ rows }: { rows: ImportRow[] }) {
  const { text: t, language } = useSpeech();
  return (
    <table className={styles.table} aria-label={t("import-count_broken")}>
      <thead>
        <tr>
          <th scope="col">{t("import-line")}</th>
          <th scope="col">{t("import-column")}</th>
          <th scope="col">{t("import-stands_there")}</th>
          <th scope="col">{t("import-why")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.flatMap((row) =>
          row.errors.map((error) => (
            <tr key={`${row.line} ${error.header}`}>
              <td className={styles.line}>{number(language, row.line)}</td>
              <th scope="row">{error.header}</th>
              <td className={styles.sample}>{error.value}</td>
              <td>{t(`fault-${error.fault}`)}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
