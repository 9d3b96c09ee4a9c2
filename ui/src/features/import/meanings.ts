import type { ImportPlan, ImportWord, ImportWords } from "../../host/api";

/** What words of the file mean, by field and word; null leaves the field empty. */
export type Meanings = ImportPlan["meanings"];
export type Meaning = string | boolean | null;

/** Says what a word means from now on. */
export function meaning(meanings: Meanings, field: string, said: string, means: Meaning): Meanings {
  return { ...meanings, [field]: { ...meanings[field], [said]: means } };
}

/** The words of a field a person has to look at: those nobody knows, and those they have decided. */
export function askedWords(words: ImportWords, meanings: Meanings): ImportWord[] {
  const decided = meanings[words.field] ?? {};
  return words.words.filter(({ said, known }) => !known || said in decided);
}

/** How many rows would fail because nobody knows a word of theirs. */
export function unknownWords(words: ImportWords[]): number {
  return words.flatMap((field) => field.words).filter((word) => !word.known).length;
}
