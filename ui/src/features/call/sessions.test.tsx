// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { COLLEAGUES } from "../../gallery/callsThatWere";
import { sessionOf, talking } from "../../gallery/people";
import type { Calls } from "../../host/api";
import { answersOfTheCore } from "../../host/query";
import { core } from "../../testing/hostInTest";
import { inRouter } from "../../testing/inRouter";
import { NO_CALLS, scriptedHost } from "../../testing/scriptedHost";
import { JoinSession, PlanSession } from "./sessions";
import { useInvitations } from "./useStartCall";

vi.mock("../../host", () => import("../../testing/hostInTest"));

const HOUR = 3_600_000;
const session = (at: number) => ({
  id: "s",
  client_id: "c",
  activity_id: "meeting",
  mine: true,
  with: "PORTAL_CUSTOMER",
  goes_on: false,
  at,
});
const MALI = { client: "c", name: "Mali Saelim" };

beforeAll(() => import("./SessionDialog"));
beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers = {
    session: sessionOf("en", "light"),
    calls: NO_CALLS,
    colleagues: { colleagues: COLLEAGUES },
    video_sessions: { sessions: [session(Date.now() + HOUR)] },
    video_session_join: NO_CALLS,
    video_session_agree: session(Date.now() + HOUR),
  };
  useInvitations.setState({ open: null, without: new Set() });
});

async function page(part: React.ReactNode, calls: Partial<Calls> = {}) {
  core.now.answers["calls"] = { ...NO_CALLS, ...calls };
  return inRouter(part, "/today", { language: "en", answers: answersOfTheCore(() => undefined) });
}

const join = () => screen.findByRole("button", { name: "Join the video call: Mali" });

test("a meeting with a video call can be joined, and other meetings cannot", async () => {
  const { person } = await page(
    <>
      <JoinSession activityId="meeting" subject="Mali" />
      <JoinSession activityId="another" subject="Nobody" />
    </>,
  );
  await waitFor(async () => expect((await join()).getAttribute("aria-disabled")).toBeNull());
  await person.click(await join());
  expect(core.now.asked("video_session_join")).toEqual([{ session_id: "s" }]);
  expect(screen.queryByRole("button", { name: /Nobody/ })).toBeNull();
});

test("a video call whose time has come stands out", async () => {
  core.now.answers["video_sessions"] = { sessions: [session(Date.now() + HOUR / 60)] };
  await page(<JoinSession activityId="meeting" subject="Mali" />);
  await waitFor(async () => expect((await join()).dataset["kind"]).toBe("primary"));
});

test("whoever is in a call is told to end it before joining another", async () => {
  const { person } = await page(<JoinSession activityId="meeting" subject="Mali" />, { current: talking() });
  await waitFor(async () => expect((await join()).getAttribute("aria-description")).toMatch(/on a call/));
  await person.click(await join());
  expect(core.now.asked("video_session_join")).toEqual([]);
});

test("a video call is planned with the customer, or with a colleague instead", async () => {
  const { person } = await page(<PlanSession client={MALI} />);
  await person.click(screen.getByRole("button", { name: "Plan a video call" }));
  await person.click(await screen.findByRole("button", { name: /Plan it/ }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const [asked] = core.now.asked("video_session_agree") as { client_id: string; profile_id: null; at: number }[];
  expect(asked).toMatchObject({ client_id: "c", profile_id: null });
  expect(asked?.at).toBeGreaterThan(Date.now());
});

test("a customer without portal access is invited instead", async () => {
  core.now.answers["video_session_agree"] = () => {
    throw { code: "not_found" };
  };
  const { person } = await page(<PlanSession client={MALI} />);
  await person.click(screen.getByRole("button", { name: "Plan a video call" }));
  await person.click(await screen.findByRole("button", { name: /Plan it/ }));
  await waitFor(() => expect(useInvitations.getState().open).toEqual(MALI));
});

test("a time that has passed is said at its field", async () => {
  core.now.answers["video_session_agree"] = () => {
    throw { code: "invalid", fields: [{ field: "scheduled_at", fault: "out_of_range" }] };
  };
  const { person } = await page(<PlanSession client={MALI} />);
  await person.click(screen.getByRole("button", { name: "Plan a video call" }));
  fireEvent.submit((await screen.findByRole("dialog")).querySelector("form") as HTMLFormElement);
  expect(await screen.findByText("This time has passed.")).toBeDefined();
});
