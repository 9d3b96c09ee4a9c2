import fc from "fast-check";
import { expect, test } from "vitest";
import { TEXTS } from "../i18n/text";
import { dayStart, daysFrom } from "./day";
import { bigNumber, bytes, number } from "./number";
import { phone } from "./phone";
import { sourceName } from "./source";
import { ago, dayHeading, followUp, fullDate, moment, shortDay } from "./when";

const EN = { language: "en", buddhistYears: false, text: TEXTS.en } as const;
const TH = { language: "th", buddhistYears: true, text: TEXTS.th } as const;
const NOW = new Date(2026, 10, 20, 10, 42).getTime();
const at = (month: number, day: number, hour: number, minute = 0) =>
  new Date(2026, month - 1, day, hour, minute).getTime();
const spaced = (text: string) => text.replaceAll("\u00a0", " ");

test("dates follow the language and the era", () => {
  expect(fullDate(EN, NOW)).toBe("20 Nov 2026");
  expect(fullDate(TH, NOW)).toBe("20 พ.ย. 2569");
  expect(fullDate({ ...TH, buddhistYears: false }, NOW)).toBe("20 พ.ย. 2026");
  expect(fullDate({ ...EN, buddhistYears: true }, NOW)).toBe("20 Nov 2569");
  expect(shortDay(EN, at(11, 27, 9), NOW)).toBe("Fri 27 Nov");
  expect(shortDay(TH, at(11, 27, 9), NOW)).toBe("ศ. 27 พ.ย.");
  expect(shortDay(EN, new Date(2027, 0, 4).getTime(), NOW)).toBe("Mon 4 Jan 2027");
  expect(dayHeading(EN, at(11, 12, 9), NOW)).toBe("Thu 12 November");
  expect(dayHeading(TH, at(11, 12, 9), NOW)).toBe("พฤ. 12 พฤศจิกายน");
  expect(dayHeading(TH, at(11, 19, 9), NOW)).toBe("เมื่อวาน");
  expect(moment(EN, at(11, 19, 16, 44), NOW)).toBe("Yesterday 16:44");
});

test.each([
  [at(11, 18, 9), "late", "2 days late", "เลยมา 2 วัน"],
  [at(11, 19, 23), "late", "1 day late", "เลยมา 1 วัน"],
  [at(11, 20, 10), "late", "42 min late", "เลยมา 42 นาที"],
  [at(11, 20, 8), "late", "2 h late", "เลยมา 2 ชม."],
  [at(11, 20, 14, 30), "today", "Today 14:30", "วันนี้ 14:30"],
  [at(11, 21, 9, 30), "later", "Tomorrow 09:30", "พรุ่งนี้ 09:30"],
  [at(11, 23, 10), "later", "Mon 23 Nov", "จ. 23 พ.ย."],
  [null, "nothing", "Nothing planned", "ยังไม่ได้วางแผน"],
])("a follow-up at %s is %s: %s", (due, urgency, english, thai) => {
  expect(followUp(EN, due, NOW)).toEqual({ urgency, says: english });
  expect(followUp(TH, due, NOW)).toEqual({ urgency, says: thai });
});

test.each([
  [2, "just now"],
  [12, "12 s ago"],
  [40 * 60, "40 min ago"],
  [5 * 3_600, "5 h ago"],
  [12 * 3_600, "Yesterday"],
  [12 * 86_400, "12 days ago"],
  [90 * 86_400, "22 Aug 2026"],
])("%s seconds ago is %s", (seconds, said) => {
  expect(ago(EN, NOW - seconds * 1_000, NOW)).toBe(said);
});

test.each([
  [9_999, "9,999", "10K"],
  [48_100, "4.8 หมื่น", "48.1K"],
  [860_000, "8.6 แสน", "860K"],
  [999_960, "1 ล้าน", "1M"],
  [48_100_000, "48.1 ล้าน", "48.1M"],
  [-2_500_000, "-2.5 ล้าน", "-2.5M"],
  [0, "0", "0"],
])("%d in few characters", (value, thai, english) => {
  expect(spaced(bigNumber("th", value))).toBe(thai);
  expect(bigNumber("en", value)).toBe(english);
});

test("a Thai big number is never off by more than half of its last digit", () => {
  const units: Record<string, number> = { หมื่น: 1e4, แสน: 1e5, ล้าน: 1e6 };
  fc.assert(
    fc.property(fc.integer({ min: 10_000, max: 1_000_000_000 }), (value) => {
      const [digits = "", unit = ""] = spaced(bigNumber("th", value)).split(" ");
      const size = units[unit] ?? 0;
      expect(Math.abs(Number(digits.replaceAll(",", "")) * size - value)).toBeLessThanOrEqual(size * 0.05 + 1e-6);
    }),
  );
});

test("counts and sizes", () => {
  expect(number("en", 12_486)).toBe("12,486");
  expect(spaced(bytes("en", 412_000_000))).toBe("412 MB");
  expect(spaced(bytes("en", 2_340_000_000))).toBe("2.3 GB");
  expect(spaced(bytes("en", 4_000))).toBe("4 kB");
});

test.each([
  ["+66815550142", "TH", "081 555 0142"],
  ["+6621234567", "TH", "02 123 4567"],
  ["+6638123456", "TH", "038 123 456"],
  ["+66815550142", "GB", "+66 81 555 0142"],
  ["+442079460958", "TH", "+44 207 946 0958"],
  ["+12025550143", "TH", "+1 202 555 0143"],
  ["+85251234567", "TH", "+852 5123 4567"],
  ["not a phone", "TH", "not a phone"],
])("%s in %s", (e164, country, written) => {
  expect(spaced(phone(e164, country))).toBe(written);
});

test("a written phone keeps every digit", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9]\d{7,14}$/), fc.constantFrom("TH", "GB"), (digits, country) => {
      const written = phone(`+${digits}`, country).replace(/\D/g, "");
      const home = country === "TH" && digits.startsWith("66");
      expect(written).toBe(home ? `0${digits.slice(2)}` : digits);
    }),
  );
});

test("a source that is known has its word, any other stays as somebody wrote it", () => {
  expect(sourceName(TEXTS.en, "line")).toBe("LINE");
  expect(sourceName(TEXTS.th, "Trade Fair")).toBe("งานแสดงสินค้า");
  expect(sourceName(TEXTS.th, "งานบ้านและสวน 2569")).toBe("งานบ้านและสวน 2569");
});

test("days are counted by midnights", () => {
  expect(daysFrom(at(11, 19, 23, 59), at(11, 20, 0))).toBe(1);
  expect(daysFrom(at(11, 20, 0), at(11, 20, 23, 59))).toBe(0);
  expect(dayStart(at(11, 30, 12), 1)).toBe(at(12, 1, 0));
});
