import type { Settings } from "../host/api";
import { systemLanguage, type Speech } from "../i18n/Speech";
import { speak } from "../i18n/speak";

const TEXTS = speak(
  import.meta.glob<string>("../i18n/*/{ring,words}.ftl", { query: "?raw", import: "default", eager: true }),
);

/** This small window brings only the words it needs. */
export function speechOfTheRing(settings: Settings | undefined, country: string | undefined): Speech {
  const language = settings?.language ?? systemLanguage();
  return {
    language,
    buddhistYears: settings?.buddhist_years ?? language === "th",
    country: country ?? "TH",
    text: TEXTS[language],
  };
}
