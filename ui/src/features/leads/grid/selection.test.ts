import { expect, test } from "vitest";
import { countSelected, EVERYTHING, forCore, isSelected, NOTHING, toggled, withIds } from "./selection";

test("a client is turned on and off again", () => {
  const on = toggled(NOTHING, "a");
  expect(isSelected(on, "a")).toBe(true);
  expect(isSelected(toggled(on, "a"), "a")).toBe(false);
});

test("everything but one counts a million and names one", () => {
  const selected = toggled(EVERYTHING, "a");
  expect(isSelected(selected, "a")).toBe(false);
  expect(isSelected(selected, "b")).toBe(true);
  expect(countSelected(selected, 1_000_000)).toBe(999_999);
  expect(forCore(selected, 7, 1_000_000)).toEqual({ view: { view: 7, except: ["a"] } });
});

test("a range is added to what is selected, whichever way the selection is kept", () => {
  expect(countSelected(withIds(toggled(NOTHING, "a"), ["a", "b", "c"], true), 10)).toBe(3);
  const allButTwo = withIds(EVERYTHING, ["a", "b"], false);
  expect(countSelected(withIds(allButTwo, ["b"], true), 10)).toBe(9);
});

test("nothing selected is nothing to ask for", () => {
  expect(forCore(NOTHING, 7, 10)).toBeNull();
  expect(forCore(EVERYTHING, 7, 0)).toBeNull();
});
