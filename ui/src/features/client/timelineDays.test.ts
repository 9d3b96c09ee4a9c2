import { expect, test } from "vitest";
import type { TimelineItem } from "../../host/api";
import { timelineDays } from "./timelineDays";

const note = (id: string, day: number, pinned = false): TimelineItem => ({
  id,
  at: new Date(2026, 10, day, 10).getTime(),
  by: null,
  what: { note: { body: id, pinned } },
  sync: "synced",
});

test("items stand under their day and pinned notes apart", () => {
  const { pinned, days } = timelineDays([note("p", 1, true), note("a", 20), note("b", 20), note("c", 12)]);
  expect(pinned.map(({ id }) => id)).toEqual(["p"]);
  expect(days.map(({ items }) => items.map(({ id }) => id))).toEqual([["a", "b"], ["c"]]);
});

test("a record that two pages bring is shown once", () => {
  const { days } = timelineDays([note("a", 20), note("b", 19), note("b", 19)]);
  expect(days.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(["a", "b"]);
});
