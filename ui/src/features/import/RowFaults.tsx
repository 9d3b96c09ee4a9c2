import type { ImportRow } from "../../host/api";
import { useText } from "../../i18n";
import styles from "./RowContent.module.css";

/** Why a row cannot be imported. */
export function RowFaults({ row }: { row: ImportRow }) {
  const t = useText();
  return (
    <>
      <p>{t("import-row_broken")}</p>
      <ul className={styles.faults}>
        {row.errors.map((error) => (
          <li key={error.header}>
            <b>
              {error.header} {error.value}
            </b>
            {t(`fault-${error.fault}`)}
          </li>
        ))}
      </ul>
    </>
  );
}
