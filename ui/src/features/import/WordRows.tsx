import { CircleAlert, CircleCheck } from "lucide-react";
import type { ImportField, ImportWord, ImportWords } from "../../host/api";
import { useDirectory } from "../../host/useDirectory";
import { useSpeech } from "../../i18n";
import { Segments } from "../../kit/Segments";
import { Select } from "../../kit/Select";
import { fieldName, fieldValue } from "../../words/field";
import { number } from "../../words/number";
import { useNow } from "../../words/useNow";
import styles from "./MapStep.module.css";
import { askedWords, meaning, type Meaning, type Meanings } from "./meanings";

/** More than this are picked from a list that opens. */
const MOST_IN_SIGHT = 4;
/** Empty, told from a word that means nothing yet. */
const EMPTY = "null";

type Props = {
  field: ImportField;
  words: ImportWords;
  meanings: Meanings;
  onMean: (meanings: Meanings) => void;
};

/** What the file's own words mean, asked below the column they stand in. */
export function WordRows({ field, words, meanings, onMean }: Props) {
  const { text: t } = useSpeech();
  return (
    <>
      {askedWords(words, meanings).map((word) => (
        <Word
          key={word.said}
          field={field}
          word={word}
          means={meanings[field.field]?.[word.said]}
          onMean={(means) => onMean(meaning(meanings, field.field, word.said, means))}
        />
      ))}
      {words.more && (
        <tr className={styles.word}>
          <td colSpan={4}>{t("import-more_words")}</td>
        </tr>
      )}
    </>
  );
}

type WordProps = {
  field: ImportField;
  word: ImportWord;
  /** Undefined until the person has decided. */
  means: Meaning | undefined;
  onMean: (means: Meaning) => void;
};

function Word({ field, word, means, onMean }: WordProps) {
  const speech = useSpeech();
  const { text: t, language } = speech;
  const directory = useDirectory();
  const now = useNow();
  const choices = [...(field.choices ?? []), null].map((choice) => ({
    value: String(choice),
    label: choice === null ? t("import-leave_empty") : fieldValue(speech, directory, field.field, choice, now),
    means: choice,
  }));
  const pick = (value: string) => {
    const choice = choices.find((each) => each.value === value);
    if (choice) onMean(choice.means);
  };
  const label = t("import-meaning_of", { word: word.said });
  const chosen = means === undefined ? null : means === null ? EMPTY : String(means);
  return (
    <tr className={styles.word} data-open={chosen === null || undefined}>
      <td colSpan={4}>
        <div className={styles.meaning}>
          {chosen === null ? <CircleAlert /> : <CircleCheck />}
          <p>
            <b>{word.said}</b>{" "}
            {t(chosen === null ? "import-not_known" : "import-means", {
              field: fieldName(speech, field.field),
              rows: number(language, word.rows),
            })}
          </p>
          {choices.length <= MOST_IN_SIGHT ? (
            <Segments label={label} value={chosen ?? ""} options={choices} onChange={pick} />
          ) : (
            <div className={styles.choice}>
              <Select
                label={label}
                value={chosen}
                placeholder={t("import-choose_meaning")}
                options={choices}
                onChange={pick}
              />
            </div>
          )}
        </div>
      </td>
    </tr>
  );
}
