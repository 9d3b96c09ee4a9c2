import { expect, test } from "vitest";
import { inUnits, leadOf, leadsFor, remindAt } from "./reminder";

const DUE = new Date(2026, 10, 23, 14, 30).getTime();
const before = (minutes: number) => DUE - minutes * 60_000;

test("a reminder stands as long before as it was asked for, wherever the due time goes", () => {
  expect(remindAt(DUE, 15)).toBe(before(15));
  expect(leadOf(DUE, before(15))).toBe(15);
  expect(remindAt(null, 15)).toBeNull();
  expect(remindAt(DUE, null)).toBeNull();
  expect(leadOf(DUE, null)).toBeNull();
});

test("only what has not passed is offered, beside what is chosen", () => {
  expect(leadsFor(DUE, null, before(40))).toEqual([5, 15, 30]);
  expect(leadsFor(DUE, 60, before(40))).toEqual([5, 15, 30, 60]);
  expect(leadsFor(DUE, 15, before(40))).toEqual([5, 15, 30]);
  expect(leadsFor(DUE, 45, before(5_000))).toEqual([5, 15, 30, 45, 60, 120, 1440]);
  expect(leadsFor(DUE, null, DUE)).toEqual([]);
  expect(leadsFor(null, 15, before(40))).toEqual([]);
});

test.each([
  [5, "minutes", 5],
  [90, "minutes", 90],
  [60, "hours", 1],
  [120, "hours", 2],
  [1440, "days", 1],
] as const)("%i minutes are said in the largest unit that says it exactly", (lead, unit, count) => {
  expect(inUnits(lead)).toEqual({ unit, count });
});
