import { expect, test } from "vitest";
import type { FieldConflict } from "../../host/api";
import { allOn, isDecided, keptMine } from "./chosen";

const fields: FieldConflict[] = [
  { field: "owner_id", base: null, mine: "a", theirs: "b" },
  { field: "next_follow_up_at", base: 1, mine: 2, theirs: 3 },
];

test("nothing is kept before every field has a side", () => {
  expect(isDecided({}, fields)).toBe(false);
  expect(isDecided({ owner_id: "mine" }, fields)).toBe(false);
  expect(isDecided({ owner_id: "mine", next_follow_up_at: "theirs" }, fields)).toBe(true);
});

test("only fields kept as mine are sent; a side of a field that is no longer in conflict is not", () => {
  expect(keptMine({ owner_id: "mine", next_follow_up_at: "theirs", phone: "mine" }, fields)).toEqual(["owner_id"]);
  expect(keptMine(allOn("mine", fields), fields)).toEqual(["owner_id", "next_follow_up_at"]);
  expect(keptMine(allOn("theirs", fields), fields)).toEqual([]);
});
