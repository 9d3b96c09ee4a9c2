import { ChevronLeft, ChevronRight, CircleCheck } from "lucide-react";
import type { ImportFate, ImportRow } from "../../host/api";
import { useSpeech } from "../../i18n";
import { IconButton } from "../../kit/Button";
import { Chip } from "../../kit/Chip";
import { EmptyState } from "../../kit/EmptyState";
import { number } from "../../words/number";
import { phone } from "../../words/phone";
import { BrokenRows } from "./BrokenRows";
import styles from "./RowList.module.css";

/** Rows in one answer of the core. */
const PAGE = 100;

type Props = {
  fate: ImportFate;
  rows: ImportRow[];
  /** How many rows have this fate. */
  all: number;
  offset: number;
  /** The row that is looked at. */
  line: number | null;
  onLine: (line: number) => void;
  onOffset: (offset: number) => void;
};

/** The rows that end in one way, a hundred at a time. */
export function RowList({ fate, rows, all, offset, line, onLine, onOffset }: Props) {
  const { text: t, language } = useSpeech();
  if (all === 0)
    return (
      <div className={styles.empty}>
        <EmptyState icon={<CircleCheck />} title={t(`import-none_${fate}`)} />
      </div>
    );
  const last = Math.min(offset + PAGE, all);
  return (
    <div className={styles.list}>
      <div className={styles.scroll}>
        {fate === "broken" ? (
          <BrokenRows rows={rows} />
        ) : (
          <table className={styles.table} aria-label={t(`import-count_${fate}`)}>
            <thead>
              <tr>
                <th scope="col">{t("import-line")}</th>
                <th scope="col">{t("import-result")}</th>
                <th scope="col">{t("field-name")}</th>
                <th scope="col">{t("field-company_name")}</th>
                <th scope="col">{t("field-phone")}</th>
                <th scope="col">{t("import-why")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.line} row={row} chosen={row.line === line} onChoose={() => onLine(row.line)} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      {all > PAGE && (
        <nav className={styles.pages} aria-label={t(`import-count_${fate}`)}>
          {t("import-page", {
            from: number(language, offset + 1),
            to: number(language, last),
            all: number(language, all),
          })}
          <IconButton label={t("import-page_before")} disabled={offset === 0} onClick={() => onOffset(offset - PAGE)}>
            <ChevronLeft />
          </IconButton>
          <IconButton label={t("import-page_after")} disabled={last === all} onClick={() => onOffset(last)}>
            <ChevronRight />
          </IconButton>
        </nav>
      )}
    </div>
  );
}

const FATE_TONE = { create: "success", update: "info", skip: undefined, broken: "danger" } as const;

function Row({ row, chosen, onChoose }: { row: ImportRow; chosen: boolean; onChoose: () => void }) {
  const { text: t, language, country } = useSpeech();
  const { name, company_name: company, phone: number_ } = row.values;
  const tone = FATE_TONE[row.fate];
  return (
    <tr data-chosen={chosen || undefined} onClick={onChoose}>
      <td className={styles.line}>{number(language, row.line)}</td>
      <td>
        <Chip {...(tone ? { tone } : {})}>{t(`import-fate_${row.fate}`)}</Chip>
      </td>
      <th scope="row">
        <button type="button" className={styles.name} aria-pressed={chosen}>
          {String(name ?? "")}
        </button>
      </th>
      <td>{company ? String(company) : ""}</td>
      <td className={styles.line}>{number_ ? phone(String(number_), country) : ""}</td>
      <td>
        <Why row={row} />
      </td>
    </tr>
  );
}

function Why({ row: { repeats } }: { row: ImportRow }) {
  const { text: t, language } = useSpeech();
  if (!repeats) return t("import-not_here");
  if ("above" in repeats) return t("import-same_above", { line: number(language, repeats.above.line) });
  const { client, by } = repeats.here;
  return t(by === "email" ? "import-same_email" : "import-same_phone", { name: client.name });
}
