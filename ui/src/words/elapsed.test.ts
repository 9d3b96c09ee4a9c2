import { expect, test } from "vitest";
import { elapsed } from "./elapsed";

test("a call is counted in minutes and seconds, from an hour on with hours", () => {
  expect(elapsed(8_000)).toBe("0:08");
  expect(elapsed(724_999)).toBe("12:04");
  expect(elapsed(3_724_000)).toBe("1:02:04");
});

test("a clock that was set back shows zero and no negative time", () => {
  expect(elapsed(-5_000)).toBe("0:00");
});
