import { HUES, type Hue } from "./Chip";

const LEADING_VOWEL = /^[เแโใไ]/u;

/** What stands in an avatar: two initials of a Latin name, one of a Thai name, which never starts with a vowel sign. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0] ?? "";
  if (/\p{Script=Thai}/u.test(first)) return first.replace(LEADING_VOWEL, "").slice(0, 1);
  const last = words.length > 1 ? (words[words.length - 1] ?? "") : "";
  return (letterOf(first) + letterOf(last)).toUpperCase();
}

/** The hue of a person or company: always the same for the same id. */
export function hueOf(id: string): Hue {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return HUES[sum % HUES.length] ?? "slate";
}

function letterOf(word: string): string {
  return /\p{L}|\p{N}/u.exec(word)?.[0] ?? "";
}
