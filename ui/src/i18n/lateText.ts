import type { Language } from "../host/api";
import { useSpeech } from "./Speech";
import { speak } from "./speak";
import type { Text } from "./text";

const catalogues = import.meta.glob<string>(
  "./*/{alone,broken_edits,call_rules,computer,doctor,first_try,link,notices,tag_settings,updates}.ftl",
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);
const TEXTS: Record<Language, Text> = speak(catalogues);

/** As {@link useLateText}, for words that are put together when they are read. */
export const lateText = (language: Language): Text => TEXTS[language];

/** Messages of parts that most days never come up, so that the first load does without them. */
export function useLateText(): Text {
  return lateText(useSpeech().language);
}
