import type { ReactNode } from "react";
import type { Language } from "../host/api";
import { SpeechContext, systemLanguage, type Speech } from "./Speech";
import { TEXTS } from "./text";

type Props = {
  /** Before the core has answered: nothing, and the language of the system. */
  settings: { language: Language; buddhist_years: boolean } | undefined;
  country: string | undefined;
  children: ReactNode;
};

/** Speaks every word of the app. A window with a few words of its own brings them itself. */
export function SpeechProvider({ settings, country = "TH", children }: Props) {
  const language = settings?.language ?? systemLanguage();
  const buddhistYears = settings?.buddhist_years ?? language === "th";
  const speech: Speech = { language, buddhistYears, country, text: TEXTS[language] };
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}
