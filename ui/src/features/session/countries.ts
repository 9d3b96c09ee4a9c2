import type { Language } from "../../host/api";
import type { Option } from "../../kit/Select";

/** Where Leadline is sold, and the neighbours of it; the one a computer is set to joins them. */
const OFFERED = [
  "TH",
  "LA",
  "KH",
  "MM",
  "VN",
  "MY",
  "SG",
  "ID",
  "PH",
  "JP",
  "KR",
  "CN",
  "TW",
  "HK",
  "IN",
  "AU",
  "NZ",
  "GB",
  "DE",
  "FR",
  "US",
];

const MOST_ARE_HERE = "TH";

/** The country whose telephone numbers need no prefix, by the languages a computer is set to. */
export function homeCountry(languages: readonly string[]): string {
  return languages.map(regionOf).find((region) => region !== undefined) ?? MOST_ARE_HERE;
}

/** A computer may be set to what is no language, as "C". */
function regionOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).region;
  } catch {
    return undefined;
  }
}

/** Countries by their names. */
export function countries(home: string, language: Language): Option<string>[] {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const all = OFFERED.includes(home) ? OFFERED : [home, ...OFFERED];
  return all.map((value) => ({ value, label: names.of(value) ?? value }));
}
