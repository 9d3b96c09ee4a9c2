import { expect, test } from "vitest";
import { laterChoices } from "./later";

const on = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();
const named = (now: number) => laterChoices(now).map(({ later }) => later);

test("on a Friday morning everything is offered, soonest first", () => {
  expect(laterChoices(on(20, 9, 50))).toEqual(
    [
      { later: "hour", at: on(20, 11, 0) },
      { later: "afternoon", at: on(20, 14) },
      { later: "tomorrow", at: on(21, 9) },
      { later: "monday", at: on(23, 9) },
      { later: "three_days", at: on(23, 9) },
    ].toSorted((a, b) => a.at - b.at || (a.later === "three_days" ? -1 : 1)),
  );
});

test("in the afternoon this afternoon is not offered", () => {
  expect(named(on(20, 13, 30))).not.toContain("afternoon");
});

test("on a Sunday Monday is tomorrow and offered once", () => {
  expect(named(on(22, 10))).toEqual(["hour", "afternoon", "tomorrow", "three_days"]);
});

test("late in the evening an hour from now would be tomorrow and is left out", () => {
  expect(named(on(20, 23, 30))).toEqual(["tomorrow", "three_days", "monday"]);
});
