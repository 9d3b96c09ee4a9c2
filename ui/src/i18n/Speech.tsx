import { createContext, use } from "react";
import type { Language } from "../host/api";
import type { Text } from "./text";

/** How the app talks to this person. */
export type Speech = {
  language: Language;
  /** Years of the Buddhist era in dates. */
  buddhistYears: boolean;
  /** Country whose phone numbers are written without a prefix, ISO 3166 alpha-2. */
  country: string;
  text: Text;
};

export const systemLanguage = (): Language => (navigator.language.startsWith("th") ? "th" : "en");

export const SpeechContext = createContext<Speech | null>(null);

export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (!speech) throw new Error("A screen stands outside of SpeechProvider");
  return speech;
}

/** Messages in the language of the app. */
export function useText(): Text {
  return useSpeech().text;
}
