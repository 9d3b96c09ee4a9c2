/** A time of day at the start of a text, and what follows it. */
export type ReadTime = { hour: number; minute: number; rest: string };

type Reading = { pattern: RegExp; hour: (typed: number) => number };

/** Hours that stand alone are hours of a working day: 3 is three in the afternoon, 7 is seven in the morning. */
const workingHour = (typed: number) => (typed >= 1 && typed <= 6 ? typed + 12 : typed);
const afternoon = (typed: number) => (typed < 12 ? typed + 12 : typed);

const CLOCK = String.raw`(\d{1,2})(?:[:.](\d{2}))?`;
const reading = (pattern: string, hour: Reading["hour"]): Reading => ({ pattern: new RegExp(`^${pattern}`), hour });

/** From the most to the least telling; the first that fits counts. */
const READINGS: Reading[] = [
  reading("(?:at )?(?:noon|เที่ยงวัน|เที่ยง)(?![ก-๙])", () => 12),
  reading("บ่ายโมง", () => 13),
  reading(`(?:at )?${CLOCK} ?(?:pm|p\\.m\\.)`, afternoon),
  reading(`(?:at )?${CLOCK} ?(?:am|a\\.m\\.)`, (typed) => (typed === 12 ? 0 : typed)),
  reading(`บ่าย ?${CLOCK}(?: ?โมง)?`, afternoon),
  reading(`${CLOCK} ?โมงเย็น`, afternoon),
  reading(`${CLOCK} ?ทุ่ม`, (typed) => typed + 18),
  reading(`${CLOCK} ?โมง(?:เช้า)?`, (typed) => typed),
  reading(`(?:at |เวลา ?)?${CLOCK} ?(?:น\\.|นาฬิกา)`, (typed) => typed),
  reading(String.raw`(?:at |เวลา ?)?(\d{1,2})[:.](\d{2})`, (typed) => typed),
  reading(String.raw`(?:at |เวลา ?)?(\d{1,2})(?![\d:.])`, workingHour),
];

export function readTime(text: string): ReadTime | null {
  for (const { pattern, hour } of READINGS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const time = { hour: hour(Number(found[1] ?? 0)), minute: Number(found[2] ?? 0) };
    if (time.hour > 23 || time.minute > 59) return null;
    return { ...time, rest: text.slice(found[0].length).trim() };
  }
  return null;
}
