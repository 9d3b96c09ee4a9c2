import { expect, test } from "vitest";
import { call, talking } from "../../gallery/people";
import { TEXTS } from "../../i18n/text";
import { clockOf, goingOn, soundWords } from "./callState";
import { endOfLength } from "./presence";
import { whyNot } from "./useStartCall";
import { momentOf, NOTHING_DECIDED, outcomeOf, saved, withOutcome } from "./wrapUp";

const t = TEXTS.en;
const SATURDAY = new Date(2026, 10, 21, 15, 30).getTime();
const day = (at: number | null) => at !== null && new Date(at).toString().slice(0, 21);

test("what goes on in a call, the line before the hold", () => {
  expect(goingOn(call({ phase: "dialling" }))).toBe("dialling");
  expect(goingOn(call({ phase: "connecting" }))).toBe("connecting");
  expect(goingOn(talking({ held: true }))).toBe("on_hold");
  expect(goingOn(talking({ held: true, reconnecting: true }))).toBe("reconnecting");
  expect(goingOn(talking())).toBe("talking");
});

test("the clock counts the ring, then the talk, and stands still at the end", () => {
  const times = { started_at: 0, active_at: 10_000 };
  expect(clockOf(call({ ...times, active_at: null }), 8_000)).toBe("0:08");
  expect(clockOf(call(times), 75_000)).toBe("1:05");
  expect(clockOf(call({ ...times, ended_at: 30_000 }), 75_000)).toBe("0:20");
});

test("one's own muted microphone is said before the other one's", () => {
  expect(soundWords(t, talking({ muted: true, other_muted: true }), false)).toBe("Your microphone is off");
  expect(soundWords(t, talking({ other_muted: true }), false)).toBe("Their microphone is off");
  expect(soundWords(t, talking({ muted: true, held: true }), false)).toContain("hear nothing");
  expect(soundWords(t, talking(), false)).toBeNull();
});

test("with push to talk it is said what to hold, and whether one is heard", () => {
  expect(soundWords(t, talking({ muted: true, other_muted: true }), true)).toBe("Hold Space to talk");
  expect(soundWords(t, talking({ other_muted: true }), true)).toBe("Their microphone is off");
  expect(soundWords(t, talking(), true)).toBe("They hear you");
});

test("keys choose by place and only among those offered", () => {
  expect(outcomeOf("1", ["won", "bad_line"])).toBe("won");
  expect(outcomeOf("2", ["won", "bad_line"])).toBe("bad_line");
  expect(["0", "3", "a", "12"].map((key) => outcomeOf(key, ["won", "bad_line"]))).toEqual(Array(4).fill(undefined));
});

test("a promised call is planned, unless something is planned already", () => {
  expect(withOutcome(NOTHING_DECIDED, "call_back").next).toBe("tomorrow");
  expect(withOutcome({ ...NOTHING_DECIDED, next: "next_week" }, "call_back").next).toBe("next_week");
  expect(withOutcome({ ...NOTHING_DECIDED, outcome: "won" }, "won").outcome).toBeNull();
});

test("the days of the next activity are mornings", () => {
  const of = (next: "none" | "tomorrow" | "three_days" | "next_week") => day(momentOf({ next, at: null }, SATURDAY));
  expect(of("none")).toBe(false);
  expect(of("tomorrow")).toBe("Sun Nov 22 2026 09:00");
  expect(of("three_days")).toBe("Tue Nov 24 2026 09:00");
  expect(of("next_week")).toBe("Mon Nov 23 2026 09:00");
  expect(momentOf({ next: "pick", at: 7 }, SATURDAY)).toBe(7);
});

test("what is saved carries the outcome and leaves out what was not decided", () => {
  const decided = { ...NOTHING_DECIDED, outcome: "bad_line" as const };
  expect(saved("c", decided, { note: " hi ", usual: "Call Daniel", now: SATURDAY })).toEqual({
    call_id: "c",
    outcome: "bad_line",
    note: "hi",
    next: null,
  });
  const planned = { ...NOTHING_DECIDED, next: "pick" as const, at: 9, subject: "  " };
  expect(saved("c", planned, { note: "", usual: "Call Daniel", now: SATURDAY }).next).toEqual({
    subject: "Call Daniel",
    due_at: 9,
    kind: "call",
  });
  expect(saved("c", { ...planned, at: null }, { note: "", usual: "x", now: SATURDAY }).next).toBeNull();
});

test("a status ends when it was said to", () => {
  expect(endOfLength("no_end", SATURDAY)).toBeNull();
  expect(endOfLength("half_hour", SATURDAY)).toBe(SATURDAY + 1_800_000);
  expect(day(endOfLength("day", SATURDAY))).toBe("Sun Nov 22 2026 08:00");
});

test("why nobody can be called", () => {
  const calls = {
    ringing: [],
    current: null,
    waiting: [],
    elsewhere: null,
    wrap_up: null,
    presence: null,
    fault: null,
    push_to_talk: false,
  };
  expect(whyNot(t, undefined)).toBe("Calls are being set up.");
  expect(whyNot(t, { ...calls, fault: { code: "calls_unavailable" } })).toContain("Calls do not work");
  expect(whyNot(t, { ...calls, current: talking() })).toContain("on a call");
  expect(whyNot(t, { ...calls, current: call({ phase: "ended" }) })).toBeNull();
  expect(whyNot(t, calls)).toBeNull();
});
