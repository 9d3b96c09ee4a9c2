import fc from "fast-check";
import { expect, test } from "vitest";
import { dayStart } from "./day";
import { dayAfterKey, monthStart, sameDay, weeksOf } from "./month";

const days = fc
  .date({ min: new Date(1990, 0, 1), max: new Date(2090, 0, 1), noInvalidDate: true })
  .map((date) => dayStart(date.getTime()));

const at = (month: number, day: number) => new Date(2027, month, day).getTime();

test("the weeks of a month begin on Mondays, hold each of its days once and follow each other", () => {
  fc.assert(
    fc.property(days, (day) => {
      const weeks = weeksOf(day);
      const all = weeks.flat();
      expect(weeks.every(([monday]) => new Date(monday ?? 0).getDay() === 1)).toBe(true);
      expect(all).toEqual(all.map((_, place) => dayStart(all[0] ?? 0, place)));
      expect(all.filter((each) => monthStart(each) === monthStart(day)).length).toBe(
        new Date(new Date(day).getFullYear(), new Date(day).getMonth() + 1, 0).getDate(),
      );
    }),
  );
});

test("a month later than the 31st is the last day of a shorter month", () => {
  expect(sameDay(at(0, 31), 1)).toBe(at(1, 28));
  expect(sameDay(at(2, 31), -1)).toBe(at(1, 28));
  expect(sameDay(at(4, 15), 1)).toBe(at(5, 15));
});

test("keys walk days, weeks and months", () => {
  const friday = new Date(2026, 10, 27).getTime();
  const to = (key: string) => new Date(dayAfterKey(key, friday) ?? 0).toDateString();
  expect(to("ArrowRight")).toBe("Sat Nov 28 2026");
  expect(to("ArrowDown")).toBe("Fri Dec 04 2026");
  expect(to("Home")).toBe("Mon Nov 23 2026");
  expect(to("End")).toBe("Sun Nov 29 2026");
  expect(to("PageUp")).toBe("Tue Oct 27 2026");
  expect(dayAfterKey("a", friday)).toBeNull();
});
