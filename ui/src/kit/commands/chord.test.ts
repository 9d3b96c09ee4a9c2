import { expect, test } from "vitest";
import { isChord, meantKey, readStroke, SEQUENCE_PAUSE, worksWhileWriting, type Stroke } from "./chord";

const stroke = (key: string, code: string, held: Partial<Stroke> = {}): Stroke => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test("on a Thai layout the place of the key counts", () => {
  expect(meantKey(stroke("า", "KeyK"))).toBe("k");
  expect(isChord(stroke("า", "KeyK", { ctrlKey: true }), "mod+k")).toBe(true);
  expect(isChord(stroke("ฦ", "Slash", { shiftKey: true }), "?")).toBe(true);
  expect(isChord(stroke("ฝ", "Slash"), "/")).toBe(true);
});

test("on a French layout the letter counts, not its place", () => {
  expect(isChord(stroke("a", "KeyQ"), "a")).toBe(true);
  expect(isChord(stroke("a", "KeyQ"), "q")).toBe(false);
});

test("held keys must be the ones asked for", () => {
  expect(isChord(stroke("k", "KeyK"), "mod+k")).toBe(false);
  expect(isChord(stroke("K", "KeyK", { ctrlKey: true, shiftKey: true }), "mod+k")).toBe(false);
  expect(isChord(stroke("F", "KeyF", { shiftKey: true }), "shift+f")).toBe(true);
  expect(isChord(stroke("l", "KeyL", { altKey: true }), "l")).toBe(false);
});

test("a sequence runs its command and not that of its second key", () => {
  const leads = { id: "leads", keys: "g l" };
  const log = { id: "log", keys: "l" };
  const first = readStroke(stroke("g", "KeyG"), 0, null, [log, leads]);
  expect(first.command).toBeNull();
  const second = readStroke(stroke("l", "KeyL"), 200, first.pending, [log, leads]);
  expect(second).toEqual({ command: leads, pending: null });
});

test("a sequence that pauses too long is two keys", () => {
  const leads = { id: "leads", keys: "g l" };
  const log = { id: "log", keys: "l" };
  const { pending } = readStroke(stroke("g", "KeyG"), 0, null, [leads, log]);
  const late = readStroke(stroke("l", "KeyL"), SEQUENCE_PAUSE + 1, pending, [leads, log]);
  expect(late.command).toBe(log);
});

test("the command that stands earlier wins", () => {
  const inner = { id: "inner", keys: "x" };
  const outer = { id: "outer", keys: "x" };
  expect(readStroke(stroke("x", "KeyX"), 0, null, [inner, outer]).command).toBe(inner);
});

test("while writing only keys that write nothing act", () => {
  expect(worksWhileWriting("mod+k")).toBe(true);
  expect(worksWhileWriting("f6")).toBe(true);
  expect(worksWhileWriting("f")).toBe(false);
  expect(worksWhileWriting("g l")).toBe(false);
});
