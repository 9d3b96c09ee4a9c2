import { expect, test } from "vitest";
import { secondsLeft, share } from "./progress";

test("the line is never longer than the whole, even when the estimate was too low", () => {
  expect(share([50, 200])).toBe(0.25);
  expect(share([230, 200])).toBe(1);
  expect(share([0, 0])).toBe(0);
});

test("time left follows the pace since the screen opened, not since the first row", () => {
  const start = { at: 0, here: 9_000 };
  expect(secondsLeft(start, [9_500, 11_500], 5_000)).toBe(20);
  expect(secondsLeft(start, [9_500, 11_500], 1_000)).toBeNull();
  expect(secondsLeft(start, [9_000, 11_500], 60_000)).toBeNull();
  expect(secondsLeft(start, [12_000, 11_500], 60_000)).toBe(1);
});
