import { createContext, use, type ReactNode } from "react";
import type { Language } from "../host/api";
import { TEXTS, type Text } from "./text";

/** How the app talks to this person. */
export type Speech = {
  language: Language;
  /** Years of the Buddhist era in dates. */
  buddhistYears: boolean;
  /** Country whose phone numbers are written without a prefix, ISO 3166 alpha-2. */
  country: string;
  text: Text;
};

const systemLanguage = (): Language => (navigator.language.startsWith("th") ? "th" : "en");

const SpeechContext = createContext<Speech | null>(null);

type Props = {
  /** Before the core has answered: nothing, and the language of the system. */
  settings: { language: Language; buddhist_years: boolean } | undefined;
  country: string | undefined;
  children: ReactNode;
};

export function SpeechProvider({ settings, country = "TH", children }: Props) {
  const language = settings?.language ?? systemLanguage();
  const buddhistYears = settings?.buddhist_years ?? language === "th";
  const speech: Speech = { language, buddhistYears, country, text: TEXTS[language] };
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (!speech) throw new Error("A screen stands outside of SpeechProvider");
  return speech;
}

/** Messages in the language of the app. */
export function useText(): Text {
  return useSpeech().text;
}
