import type { Language } from "../host/api";

/** Where Thai counts in another unit: ten thousands, hundred thousands and millions have words of their own. */
const THAI_UNITS = [
  { size: 1_000_000, word: "ล้าน" },
  { size: 100_000, word: "แสน" },
  { size: 10_000, word: "หมื่น" },
];

const NO_BREAK_SPACE = "\u00a0";

/** Making a format costs more than using it a thousand times. */
const PLAIN: Record<Language, Intl.NumberFormat> = { en: new Intl.NumberFormat("en"), th: new Intl.NumberFormat("th") };

/** "12,486". */
export function number(language: Language, value: number): string {
  return PLAIN[language].format(value);
}

/** A large number in few characters: "48.1M", "48.1 ล้าน". */
export function bigNumber(language: Language, value: number): string {
  if (language === "en") {
    return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
  }
  const magnitude = Math.abs(value);
  // Rounded before the unit is chosen, so that 999,960 is a million and not ten hundred thousands.
  const tenths = (size: number) => Math.round((magnitude / size) * 10) / 10;
  const unit = THAI_UNITS.find(({ size }) => tenths(size) >= 1);
  if (!unit || magnitude < 10_000) return number(language, value);
  return `${number(language, Math.sign(value) * tenths(unit.size))}${NO_BREAK_SPACE}${unit.word}`;
}

/** The size of a file: "412 MB". */
export function bytes(language: Language, value: number): string {
  const units = ["kilobyte", "megabyte", "gigabyte"] as const;
  const power = value < 1_000_000 ? 1 : value < 1_000_000_000 ? 2 : 3;
  const amount = value / 1_000 ** power;
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[power - 1] ?? "kilobyte",
    maximumFractionDigits: amount < 10 ? 1 : 0,
  });
  return format.format(amount).replace(" ", NO_BREAK_SPACE);
}
