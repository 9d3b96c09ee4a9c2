// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { DANIEL, sessionOf, VIEWING } from "../../gallery/people";
import { MY_DAY } from "../../gallery/work";
import type { SessionState } from "../../host/api";
import { commandsNow } from "../../kit/commands/useCommands";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { ClientActivities } from "../client/ClientActivities";
import { MyDay } from "./MyDay";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const EDITS = /New activity|Plan|Move|Snooze|Edit|Delete/;
const commanded = () => commandsNow().flatMap(({ id }) => (id.startsWith("activity.") ? [id] : []));

/** What is offered once the first line has the focus. */
async function offered(part: React.ReactNode, more: Partial<SessionState> = {}) {
  core.now.answers["session"] = { ...sessionOf("en", "light"), ...more };
  const { person } = await inRouter(part, "/today");
  const [tick] = await screen.findAllByRole("checkbox");
  act(() => tick?.focus());
  await person.keyboard("x");
  const buttons = screen.queryAllByRole("button", { name: EDITS });
  return { buttons: buttons.length, commands: commanded(), ticked: core.now.asked("activity_complete").length };
}

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers = {
    my_day: MY_DAY,
    activities_of: { activities: MY_DAY.overdue },
    activity_complete: { id: "a1", count: 1, undo: null },
    draft_get: { body: null, at: null },
    video_sessions: { sessions: [] },
  };
});

const NOTHING = { buttons: 0, commands: [], ticked: 0 };
const WALKED = ["activity.done", "activity.snooze", "activity.move", "activity.edit"];

test("a viewer reads the day and is offered no change of it", async () => {
  expect(await offered(<MyDay />, VIEWING)).toEqual(NOTHING);
});

test("a viewer who has nothing planned is not asked to plan", async () => {
  core.now.answers["my_day"] = { overdue: [], today: [], upcoming: [], someday: [], done: [] };
  core.now.answers["session"] = { ...sessionOf("en", "light"), ...VIEWING };
  await inRouter(<MyDay />, "/today");
  await screen.findByText("Nothing planned");
  expect(screen.queryByRole("button")).toBeNull();
});

test("who works is offered to plan, and to do, move and put away what is planned", async () => {
  const { buttons, commands, ticked } = await offered(<MyDay />);
  expect(buttons).toBeGreaterThan(3);
  expect(commands).toEqual([...WALKED, "activity.new"]);
  expect(ticked).toBe(1);
});

const activities = (editable: boolean) => <ClientActivities clientId={DANIEL} editable={editable} ledTo={undefined} />;

test("the activities of a client one may not change are read only", async () => {
  expect(await offered(activities(false))).toEqual(NOTHING);
});

test("the activities of a client one may change can be done, moved and put away", async () => {
  expect(await offered(activities(true))).toMatchObject({ commands: WALKED, ticked: 1 });
});
