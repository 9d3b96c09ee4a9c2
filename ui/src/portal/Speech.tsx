import { createContext, use, useEffect, useState, type ReactNode } from "react";
import type { Language } from "../host/api";
import { TEXTS, type Text } from "./i18n/text";

/** How the portal talks to this customer. */
export type Speech = {
  language: Language;
  buddhistYears: boolean;
  text: Text;
  speak: (language: Language) => void;
};

const KEPT_AS = "leadline-portal-language";

const SpeechContext = createContext<Speech | null>(null);

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS) ?? navigator.language;
  return kept.startsWith("th") ? "th" : "en";
}

export function SpeechProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  // Every tab of the portal speaks the language that was chosen in one of them.
  useEffect(() => {
    const follow = ({ key }: StorageEvent) => key === KEPT_AS && setLanguage(firstLanguage());
    window.addEventListener("storage", follow);
    return () => window.removeEventListener("storage", follow);
  }, []);
  const speak = (next: Language) => {
    localStorage.setItem(KEPT_AS, next);
    setLanguage(next);
  };
  const speech: Speech = { language, buddhistYears: language === "th", text: TEXTS[language], speak };
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (!speech) throw new Error("A screen stands outside of SpeechProvider");
  return speech;
}

export function useText(): Text {
  return useSpeech().text;
}
