import { useSpeech, type Speech } from "../i18n";

/** Words that are put together when they are read, so that they are in the language of that moment. */
export type Said = (speech: Speech) => string;

export function Spoken({ said }: { said: Said }) {
  return said(useSpeech());
}
