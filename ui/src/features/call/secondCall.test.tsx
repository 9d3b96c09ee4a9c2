// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { call, sessionOf, sureepornsCall, talking } from "../../gallery/people";
import type { Calls } from "../../host/api";
import { answersOfTheCore } from "../../host/query";
import { core } from "../../testing/hostInTest";
import { inRouter } from "../../testing/inRouter";
import { NO_CALLS, scriptedHost } from "../../testing/scriptedHost";
import { CallTop } from ".";

vi.mock("../../host", () => import("../../testing/hostInTest"));

beforeAll(() => import("./CallBars"));
beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers = { session: sessionOf("en", "light"), draft_get: { body: null, at: null } };
  for (const name of ["call_accept", "call_resume", "call_hang_up"]) core.now.answers[name] = NO_CALLS;
});

async function page(calls: Partial<Calls>) {
  core.now.answers["calls"] = { ...NO_CALLS, ...calls };
  return inRouter(<CallTop />, "/today", { language: "en", answers: answersOfTheCore(() => undefined) });
}
const deeds = () => core.now.given.filter(([name]) => name.startsWith("call_"));
const second = sureepornsCall();

test("a second ring is above the bar, without green or red, and lets the first wait", async () => {
  const { person } = await page({ ringing: [second], current: talking() });
  const bar = await screen.findByRole("alert");
  expect(bar.querySelector("[data-kind=answer], [data-kind=end]")).toBeNull();
  expect(screen.getByRole("region", { name: "Current call" })).toBeDefined();
  await person.click(within(bar).getByRole("button", { name: "Hold and answer" }));
  expect(deeds()).toEqual([["call_accept", { call_id: second.id, media: second.media }]]);
});

test("a second ring is passed on to whoever is next in line, and it is said if nobody of them can be rung", async () => {
  core.now.answers["call_pass_on"] = NO_CALLS;
  const { person } = await page({ ringing: [{ ...second, next_in_line: "Sales" }], current: talking() });
  await person.click(await screen.findByRole("button", { name: "Pass on" }));
  expect(deeds()).toEqual([["call_pass_on", { call_id: second.id }]]);
});

test("whoever asks a colleague in finishes that first", async () => {
  const asking = { name: "Ploypailin Wong", purpose: "consult", answered: true, outcome: null } as const;
  await page({ ringing: [second], current: talking({ asking }) });
  const bar = await screen.findByRole("alert");
  expect(bar.textContent).toContain("Finish asking your colleague first.");
  expect(within(bar).getByRole("button", { name: "Hold and answer" })).toHaveProperty("disabled", true);
});

test("a ring while one dials is answered as any other", async () => {
  await page({ ringing: [second], current: call({ phase: "dialling", incoming: false }) });
  expect(await screen.findByRole("button", { name: "Answer" })).toBeDefined();
});

test("a call that waits is come back to or ended by button, and by the key of holding when nothing else goes on", async () => {
  const { person } = await page({ waiting: [talking({ id: "waits" })] });
  const bar = await screen.findByRole("region", { name: "On hold: Daniel Mercer" });
  await person.click(within(bar).getByRole("button", { name: "Back to this call" }));
  await person.click(within(bar).getByRole("button", { name: "End" }));
  await person.keyboard("{Control>}{Shift>}h{/Shift}{/Control}");
  expect(deeds()).toEqual([
    ["call_resume", { call_id: "waits" }],
    ["call_hang_up", { call_id: "waits" }],
    ["call_resume", { call_id: "waits" }],
  ]);
});

test("one who dials somebody that talks is told that they know of it", async () => {
  await page({ current: call({ phase: "dialling", incoming: false, call_waiting: true }) });
  const bar = await screen.findByRole("region", { name: "Current call" });
  expect(bar.textContent).toContain("see that you are waiting");
});
