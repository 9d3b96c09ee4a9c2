// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { COLLEAGUES } from "../../gallery/callsThatWere";
import { call, sessionOf, talking } from "../../gallery/people";
import type { CallAsking, Calls } from "../../host/api";
import { answersOfTheCore } from "../../host/query";
import { core } from "../../testing/hostInTest";
import { inRouter } from "../../testing/inRouter";
import { NO_CALLS, scriptedHost } from "../../testing/scriptedHost";
import { CallTop } from ".";
import { Everybody } from "./Asked";
import { useBringIn } from "./BringIn";
import { InCall } from "./screens";

vi.mock("../../host", () => import("../../testing/hostInTest"));

const free = COLLEAGUES.find(({ presence }) => presence === "available");
const asking = (more: Partial<CallAsking> = {}): CallAsking => ({
  name: "Ploypailin Wong",
  purpose: "consult",
  answered: false,
  outcome: null,
  ...more,
});

beforeAll(() => Promise.all([import("./CallBars"), import("./BringInDialog")]));
beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers = {
    session: sessionOf("en", "light"),
    calls: NO_CALLS,
    draft_get: { body: null, at: null },
    directory: { profiles: [], tags: [], sources: [] },
    colleagues: { colleagues: COLLEAGUES },
  };
  for (const name of ["call_invite", "call_hand_over", "call_withdraw", "call_together"]) {
    core.now.answers[name] = NO_CALLS;
  }
  useBringIn.setState({ open: false });
});

async function page(part: React.ReactNode, path: string, calls: Partial<Calls>, language: "en" | "th" = "en") {
  core.now.answers["calls"] = { ...NO_CALLS, ...calls };
  return inRouter(part, path, { language, answers: answersOfTheCore(() => undefined) });
}

const call_id = talking().id;

test.each([
  ["Ask first", "consult", "Ask"],
  ["Transfer now", "transfer", "Transfer"],
  ["Add to the call", "join", "Add"],
])("%s is one choice and one press away", async (what, purpose, word) => {
  const { person } = await page(<CallTop />, "/today", { current: talking() });
  await person.click(await screen.findByRole("button", { name: "Transfer or add" }));
  const dialog = await screen.findByRole("dialog");
  await person.click(within(dialog).getByRole("radio", { name: what }));
  await person.click(await within(dialog).findByRole("button", { name: `${word}: ${free?.name}` }));
  expect(core.now.asked("call_invite")).toEqual([{ call_id, party_id: free?.profile_id, purpose }]);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("colleagues who talk or are away cannot be asked, and one who was faster says so", async () => {
  core.now.answers["call_invite"] = () => {
    throw { code: "busy" };
  };
  const { person } = await page(<CallTop />, "/today", { current: talking() });
  await person.keyboard("{Control>}{Shift>}e{/Shift}{/Control}");
  const dialog = await screen.findByRole("dialog");
  await person.click(await within(dialog).findByRole("button", { name: `Ask: ${free?.name}` }));
  expect((await within(dialog).findByRole("alert")).textContent).toContain("on another call");
  for (const { name, presence } of COLLEAGUES.filter((each) => ["on_call", "offline"].includes(each.presence))) {
    const button = within(dialog).queryByRole("button", { name: `Ask: ${name}` });
    if (button) expect((button as HTMLButtonElement).disabled, presence).toBe(true);
  }
});

test("while one consults one can hand over, talk together or go back", async () => {
  const { person } = await page(<InCall />, "/call", { current: talking({ asking: asking({ answered: true }) }) });
  expect(await screen.findByText(/You talk with Ploypailin Wong/)).toBeDefined();
  await person.click(screen.getByRole("button", { name: "Hand over" }));
  await person.click(screen.getByRole("button", { name: "Talk together" }));
  await person.click(screen.getByRole("button", { name: "Back to Daniel Mercer" }));
  for (const name of ["call_hand_over", "call_together", "call_withdraw"]) {
    expect(core.now.asked(name), name).toEqual([{ call_id }]);
  }
});

test("what came of asking is said on every screen, and who waits is told", async () => {
  const { unmount } = await page(<CallTop />, "/today", {
    current: talking({ asking: asking({ outcome: "missed" }) }),
  });
  expect(await screen.findByText("Ploypailin Wong did not answer")).toBeDefined();
  unmount();
  await page(<CallTop />, "/today", { current: talking({ waits: true }) });
  expect(await screen.findByText(/The others consult/)).toBeDefined();
});

test("a ring to be asked in says who asks", async () => {
  await page(<CallTop />, "/today", { ringing: [call({ asked_by: "Ploypailin Wong" })] }, "en");
  expect((await screen.findByRole("alert")).textContent).toContain("Ploypailin Wong asks you in");
});

const someone = (name: string, here: boolean, on_hold: boolean) => ({
  who: { kind: "CRM_USER" as const, id: name, name },
  here,
  on_hold,
});

test.each([
  ["en", "With Mali Saelim, Ploypailin Wong (on hold)"],
  ["th", "คุยกับ Mali Saelim, Ploypailin Wong (พักสายอยู่)"],
] as const)("of several it is said who holds (%s)", async (language, words) => {
  const people = [
    someone("Mali Saelim", true, false),
    someone("Ploypailin Wong", true, true),
    someone("Somchai Dee", false, false),
  ];
  await page(<Everybody call={talking({ people })} />, "/today", {}, language);
  expect(await screen.findByText(words)).toBeDefined();
});
