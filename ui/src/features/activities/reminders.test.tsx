// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { sessionOf } from "../../gallery/people";
import { MY_DAY } from "../../gallery/work";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { MyDay } from "./MyDay";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const MINUTE = 60_000;
const IN_A_WEEK = Date.now() + 7 * 24 * 60 * MINUTE;
const PLANNED = MY_DAY.upcoming.map((activity) => ({
  ...activity,
  due_at: IN_A_WEEK,
  remind_at: IN_A_WEEK - 30 * MINUTE,
  body: "Bring the ladder",
}));
const ID = PLANNED[0]?.id;

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers = {
    session: sessionOf("en", "light"),
    my_day: { ...MY_DAY, today: [], upcoming: PLANNED },
    client_get: { row: { name: "Daniel Mercer" } },
    activity_create: { id: "new", count: 1, undo: null },
    activity_update: { id: ID, count: 1, undo: null },
    draft_get: { body: null, at: null },
    draft_save: {},
    draft_drop: {},
    video_sessions: { sessions: [] },
  };
});

const opened = async () => {
  const { person } = await inRouter(<MyDay />, "/today");
  const choose = async (name: string) => {
    await person.click(screen.getByRole("combobox", { name: "Reminder" }));
    await person.click(await screen.findByRole("option", { name }));
  };
  return { person, choose };
};

test("an activity without a time has no reminder, and with one it is kept as a moment", async () => {
  const { person, choose } = await opened();
  await person.click(await screen.findByRole("button", { name: /^New activity/ }));
  const reminder = await screen.findByRole("combobox", { name: "Reminder" });
  expect(reminder.getAttribute("data-disabled")).not.toBeNull();
  await person.type(screen.getByRole("textbox", { name: "Subject" }), "Call Anong");
  await person.type(screen.getByRole("textbox", { name: "Due" }), "in 3 days");
  await choose("1 hour before");
  await person.click(screen.getByRole("button", { name: /^Plan it/ }));
  const [{ fields }] = core.now.asked("activity_create") as [{ fields: { values: Record<string, number> } }];
  expect(fields.values["remind_at"]).toBe(Number(fields.values["due_at"]) - 60 * MINUTE);
  expect(fields.values).not.toHaveProperty("remind_before");
});

test("editing sends only what was changed, and the reminder goes along with the due time", async () => {
  const { person, choose } = await opened();
  const tick = await screen.findByRole("checkbox", { name: "Done: Visit the roof" });
  expect(screen.getByRole("img", { name: /^Reminder/ })).toBeDefined();
  act(() => tick.focus());
  await person.keyboard("e");
  const body = await screen.findByRole("textbox", { name: "Text" });
  await person.clear(body);
  await person.type(body, "Bring the rope");
  await choose("1 day before");
  await person.click(screen.getByRole("button", { name: /^Save/ }));
  expect(core.now.asked("activity_update")).toEqual([
    {
      id: ID,
      fields: { values: { body: "Bring the rope", remind_at: IN_A_WEEK - 24 * 60 * MINUTE } },
    },
  ]);
});
