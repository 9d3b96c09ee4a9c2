import { TriangleAlert } from "lucide-react";
import type { ImportGuess } from "../../host/api";
import { useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { Field } from "../../kit/Field";
import { Select } from "../../kit/Select";
import styles from "./ImportScreen.module.css";

const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-874"];

type Props = { guess: ImportGuess; path: string; onReopened: (path: string, guess: ImportGuess) => void };

/** How the bytes of the file were read as letters, and another try. */
export function ReadingTheFile({ guess, path, onReopened }: Props) {
  const t = useText();
  const open = useEdit("import_open");
  const known = ENCODINGS.includes(guess.encoding) ? ENCODINGS : [guess.encoding, ...ENCODINGS];
  return (
    <section className={styles.part}>
      <h2>{t("import-reading_the_file")}</h2>
      <Field label={t("import-letters")}>
        <Select
          value={guess.encoding}
          disabled={open.isPending}
          options={known.map((encoding) => ({
            value: encoding,
            label: encoding === "windows-874" ? t("import-thai_letters") : encoding.toUpperCase(),
          }))}
          onChange={(encoding) => open.mutate({ path, encoding }, { onSuccess: (next) => onReopened(path, next) })}
        />
      </Field>
      {guess.encoding_doubtful && (
        <p className={styles.doubt}>
          <TriangleAlert /> {t("import-doubtful")}
        </p>
      )}
    </section>
  );
}
