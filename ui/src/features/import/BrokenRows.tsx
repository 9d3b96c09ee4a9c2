import type { ImportCounts } from "../../host/api";
import { useSpeech } from "../../i18n";
import { number } from "../../words/number";
import styles from "./ImportScreen.module.css";

/** Rows that cannot be read, with the cell that is wrong and why. */
export function BrokenRows({ counts }: { counts: ImportCounts }) {
  const { text: t, language } = useSpeech();
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("import-line")}</th>
            <th scope="col">{t("import-column")}</th>
            <th scope="col">{t("import-stands_there")}</th>
            <th scope="col">{t("import-why")}</th>
          </tr>
        </thead>
        <tbody>
          {counts.errors.map((error) => (
            <tr key={`${error.line} ${error.header}`}>
              <td className={styles.line}>{number(language, error.line)}</td>
              <th scope="row">{error.header}</th>
              <td className={styles.sample}>{error.value}</td>
              <td>{t(`fault-${error.fault}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {counts.broken > counts.errors.length && <p className={styles.more}>{t("import-more_errors")}</p>}
    </>
  );
}
