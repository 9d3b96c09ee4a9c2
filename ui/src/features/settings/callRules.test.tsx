// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { sessionOf } from "../../gallery/people";
import type { CallRules } from "../../host/api";
import { answersOfTheCore } from "../../host/query";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { Settings } from "./Settings";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const RULES: CallRules = { ring_seconds: 25, call_waiting: true, outcomes: ["won", "call_back"] };

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers["call_rules"] = RULES;
  core.now.answers["call_rules_set"] = RULES;
});

async function page(role: "admin" | "agent", language: "en" | "th" = "en") {
  const session = sessionOf(language, "light");
  core.now.answers["session"] = { ...session, account: session.account && { ...session.account, role } };
  return inRouter(<Settings part="calls" onPart={() => undefined} />, "/settings", {
    language,
    answers: answersOfTheCore(() => undefined),
  });
}
const decided = () => core.now.given.filter(([name]) => name === "call_rules_set").map(([, rules]) => rules);

test("an administrator decides whether calls wait and how they may have gone, in the order of the keys", async () => {
  const { person } = await page("admin");
  await person.click(await screen.findByRole("switch", { name: "A second call waits" }));
  await person.click(screen.getByRole("checkbox", { name: /Meeting set/ }));
  await person.click(screen.getByRole("checkbox", { name: /Won/ }));
  expect(decided()).toEqual([
    { ...RULES, call_waiting: false },
    { ...RULES, outcomes: ["won", "call_back", "meeting_set"] },
    { ...RULES, outcomes: ["call_back"] },
  ]);
});

test("the last way a call may have gone stays, and seconds of another program are shown", async () => {
  core.now.answers["call_rules"] = { ...RULES, outcomes: ["won"] };
  await page("admin", "th");
  const won = await screen.findByRole("checkbox", { checked: true });
  expect(won.getAttribute("aria-disabled") ?? won.getAttribute("data-disabled")).not.toBeNull();
  expect(document.body.textContent).toContain("25 วินาที");
});

test("nobody else is offered it", async () => {
  await page("agent");
  expect(await screen.findByRole("button", { name: "Language and dates" })).toBeDefined();
  expect(screen.queryByRole("button", { name: "Calls of everybody" })).toBeNull();
  expect(core.now.given.some(([name]) => name === "call_rules")).toBe(false);
});
