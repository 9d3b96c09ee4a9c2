import fc from "fast-check";
import { expect, test } from "vitest";
import { readWhen, writeWhen } from "./readWhen";

// Saturday, 21 November 2026, 11:20 in the time zone of the computer.
const NOW = new Date(2026, 10, 21, 11, 20).getTime();
const at = (month: number, day: number, hour: number, minute = 0, year = 2026) =>
  new Date(year, month - 1, day, hour, minute).getTime();

test.each([
  ["fri 10", at(11, 27, 10)],
  ["Friday 10:30", at(11, 27, 10, 30)],
  ["ศุกร์ 10", at(11, 27, 10)],
  ["วันศุกร์ 10.30", at(11, 27, 10, 30)],
  ["ศ. 10", at(11, 27, 10)],
  ["sat", at(11, 28, 9)],
  ["sun", at(11, 22, 9)],
  ["next wed 2pm", at(11, 25, 14)],
  ["พุธหน้า บ่าย 2", at(11, 25, 14)],
  ["next sun", at(11, 29, 9)],
  ["tomorrow 9", at(11, 22, 9)],
  ["tmr 3", at(11, 22, 15)],
  ["พรุ่งนี้ 9", at(11, 22, 9)],
  ["พรุ่งนี้ ๙.๓๐ น.", at(11, 22, 9, 30)],
  ["พรุ่งนี้บ่าย 3 โมง", at(11, 22, 15)],
  ["มะรืนนี้ บ่ายโมง", at(11, 23, 13)],
  ["day after tomorrow noon", at(11, 23, 12)],
  ["today 14:30", at(11, 21, 14, 30)],
  ["วันนี้ 15", at(11, 21, 15)],
  ["วันนี้ 5 โมงเย็น", at(11, 21, 17)],
  ["วันนี้ 2 ทุ่ม", at(11, 21, 20)],
  ["today", at(11, 21, 12)],
  ["14:30", at(11, 21, 14, 30)],
  ["9 am", at(11, 22, 9)],
  ["26/11 14.00", at(11, 26, 14)],
  ["26/11", at(11, 26, 9)],
  ["20/11", at(11, 20, 9, 0, 2027)],
  ["1/2/2570 8:15", at(2, 1, 8, 15, 2027)],
  ["1/2/2027 8:15", at(2, 1, 8, 15, 2027)],
  ["2027-02-01 8:15", at(2, 1, 8, 15, 2027)],
  ["26 nov 14:00", at(11, 26, 14)],
  ["nov 26, 14:00", at(11, 26, 14)],
  ["26 พ.ย. 14.00 น.", at(11, 26, 14)],
  ["3 ธันวาคม 2569 เวลา 10.00 น.", at(12, 3, 10)],
  ["3 may", at(5, 3, 9, 0, 2027)],
  ["in 3 days", at(11, 24, 9)],
  ["3 days 14", at(11, 24, 14)],
  ["2w", at(12, 5, 9)],
  ["อีก 2 สัปดาห์", at(12, 5, 9)],
  ["อีก 3 วัน บ่าย 2", at(11, 24, 14)],
  ["1 month", at(12, 21, 9)],
  ["next week", at(11, 23, 9)],
  ["อาทิตย์หน้า", at(11, 23, 9)],
  ["เดือนหน้า", at(12, 1, 9)],
  ["in 30 min", NOW + 30 * 60_000],
  ["2h", NOW + 2 * 3_600_000],
  ["อีก 2 ชม.", NOW + 2 * 3_600_000],
])("%s", (typed, expected) => {
  expect(new Date(readWhen(typed, NOW, false) ?? 0)).toEqual(new Date(expected));
});

test("years of two digits are read in the era of the setting", () => {
  expect(readWhen("26/11/69", NOW, true)).toBe(at(11, 26, 9));
  expect(readWhen("26/11/26", NOW, false)).toBe(at(11, 26, 9));
});

test.each(["", "soon", "31/2", "30 feb", "fri 25", "10:75", "tomorrow maybe", "0/0", "sunlight"])(
  "%j is no time",
  (typed) => {
    expect(readWhen(typed, NOW, false)).toBeNull();
  },
);

test("what a field shows is read back as the same minute, in both eras", () => {
  const minutes = fc.integer({ min: at(1, 1, 0, 0, 2000), max: at(12, 31, 0, 0, 2399) }).map((time) => {
    const date = new Date(time);
    date.setSeconds(0, 0);
    return date.getTime();
  });
  fc.assert(
    fc.property(minutes, fc.boolean(), (time, buddhistYears) => {
      // The hour that a change to winter time repeats has two moments and one way to write it.
      const shown = writeWhen(time, buddhistYears);
      const read = readWhen(shown, NOW, buddhistYears);
      expect(read).not.toBeNull();
      expect(writeWhen(read ?? 0, buddhistYears)).toBe(shown);
    }),
  );
});

test("nothing a person types breaks it, and what it reads is never in the past without a year or a day", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.boolean(), (typed, buddhistYears) => {
      const read = readWhen(typed, NOW, buddhistYears);
      expect(read === null || Number.isFinite(read)).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
      const read = readWhen(`${hour}:${String(minute).padStart(2, "0")}`, NOW, false);
      expect(read).toBeGreaterThan(NOW);
    }),
  );
});
