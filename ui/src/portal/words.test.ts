import { expect, test } from "vitest";
import type { PastCall } from "./call";
import { TEXTS } from "./i18n/text";
import { routeOf } from "./route";
import type { Speech } from "./Speech";
import { outcomeOf, timer } from "./words";

const english: Speech = { language: "en", buddhistYears: false, text: TEXTS.en, speak: () => undefined };

const past = (change: Partial<PastCall>): PastCall => ({
  id: "call",
  fromUserId: "daniel",
  toUserId: "naphat",
  group: null,
  fromUserType: "PORTAL_CUSTOMER",
  startedAt: 0,
  endedAt: 1,
  duration: 0,
  media: "audio",
  endReason: "missed",
  ...change,
});

test("a timer counts hours only when there are any", () => {
  expect([0, 9_999, 724_000, 3_760_000].map(timer)).toEqual(["0:00", "0:09", "12:04", "1:02:40"]);
  expect(timer(-5_000)).toBe("0:00");
});

test("a call that was is told from the customer's side", () => {
  expect(outcomeOf(english, past({ duration: 1_080, endReason: "completed" }))).toBe("18 min");
  expect(outcomeOf(english, past({ duration: 0, endReason: "completed" }))).toBe("0 s");
  expect(outcomeOf(english, past({}))).toBe("Not answered");
  expect(outcomeOf(english, past({ fromUserType: "CRM_USER" }))).toBe("You missed it");
  expect(outcomeOf(english, past({ endReason: "declined", fromUserType: "CRM_USER" }))).toBe("You declined");
  expect(outcomeOf(english, past({ endReason: "cancelled" }))).toBe("Called off");
  expect(outcomeOf(english, past({ endedAt: null, endReason: null }))).toBe("Going on");
});

test("the address names the page, and an invitation's code stays behind the hash", () => {
  expect(routeOf("#/in/a-code_1")).toEqual({ page: "invitation", code: "a-code_1" });
  expect(routeOf("#/history")).toEqual({ page: "history" });
  expect(routeOf("")).toEqual({ page: "people" });
  expect(routeOf("#/in/")).toEqual({ page: "people" });
});
