import { expect, test } from "vitest";
import { hueOf, initialsOf } from "./initials";

test("a Latin name shows its first and last initial", () => {
  expect(initialsOf("Naphat Srisuk")).toBe("NS");
  expect(initialsOf("harbourside")).toBe("H");
});

test("a Thai name skips the vowel written before its first consonant", () => {
  expect(initialsOf("เฉลิมชัย บุญประเสริฐ")).toBe("ฉ");
  expect(initialsOf("สุรีย์พร")).toBe("ส");
});

test("a name without letters shows nothing rather than a bracket", () => {
  expect(initialsOf("  ")).toBe("");
  expect(initialsOf("(??)")).toBe("");
});

test("the hue of an id does not change", () => {
  expect(hueOf("01890a5d")).toBe(hueOf("01890a5d"));
});
