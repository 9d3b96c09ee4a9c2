// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { NOTICED } from "../gallery/noticed";
import { DANIEL, HANNAH, NOW } from "../gallery/people";
import type { Language, Notices } from "../host/api";
import { followEvents, answersOfTheCore } from "../host/query";
import { inRouter } from "../testing/inRouter";
import { scriptedHost } from "../testing/scriptedHost";
import { Bell } from "./Bell";
import { useSurface } from "./surfaces";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

beforeAll(() => import("../features/notices"));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  useSurface.setState({ open: null });
  core.now = scriptedHost();
  core.now.answers = { notices: NOTICED, notices_seen: {} };
  return () => vi.useRealTimers();
});

async function window(language: Language = "en") {
  const answers = answersOfTheCore(() => undefined);
  const stop = followEvents(answers);
  const drawn = await inRouter(<Bell />, "/leads", { language, answers });
  return { ...drawn, stop };
}
const panel = () => screen.findByRole("dialog", { name: "Notifications" });
const line = async (name: RegExp) => within(await panel()).findByRole("button", { name });

test("the bell says how much was not seen, and follows what comes up", async () => {
  await window();
  await screen.findByRole("button", { name: "Notifications, 3 not seen" });
  core.now.answers["notices"] = { rows: [], unseen: 0 } satisfies Notices;
  core.now.tell({ changed: { revision: 1, entities: ["notification"], clients: [] } });
  await screen.findByRole("button", { name: "Notifications" });
});

test("of very many it says the same to the eye and to the ear", async () => {
  core.now.answers["notices"] = { rows: NOTICED.rows, unseen: 128 } satisfies Notices;
  await window();
  const bell = await screen.findByRole("button", { name: "Notifications, 99+ not seen" });
  expect(bell.textContent).toBe("99+");
});

test("the panel lists it by day, newest first, and says which is new", async () => {
  const { person } = await window();
  await person.click(await screen.findByRole("button", { name: /Notifications/ }));
  const days = await within(await panel()).findAllByRole("heading", { level: 3 });
  const names = days.map((day) => day.textContent);
  expect([names[0], names.includes("Yesterday")]).toEqual(["Today", true]);
  const lines = [...(await panel()).querySelectorAll("[data-open]")];
  expect(lines.map((each) => within(each as HTMLElement).queryByLabelText("Not seen") !== null)).toEqual(
    NOTICED.rows.map((row) => !row.seen),
  );
  await line(/Task\s*Send the battery prices to Daniel\s*Due.*Daniel Mercer\s*Not seen/);
  await line(/Missed call\s*Hannah Whitcombe\s*Called/);
});

test("by the keys alone: opened, walked, and what is opened is seen and leads to its page", async () => {
  const { person, at } = await window();
  await screen.findByRole("button", { name: /3 not seen/ });
  await person.keyboard("gn");
  const first = await line(/Send the battery prices to Daniel\s*Due/);
  await waitFor(() => expect(document.activeElement).toBe(first));
  await person.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(await line(/Hannah Whitcombe\s*Called/));
  await person.keyboard("{ArrowUp}{ArrowUp}{Enter}");
  await waitFor(() => expect(at()).toBe(`/clients/${DANIEL}`));
  expect(core.now.asked("notices_seen")).toEqual([{ ids: ["t1"] }]);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("Escape closes it and the bell has the focus again", async () => {
  const { person } = await window();
  const bell = await screen.findByRole("button", { name: /3 not seen/ });
  await person.click(bell);
  await panel();
  await person.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(bell));
});

test.each([
  [/Hannah Whitcombe\s*Called/, `/clients/${HANNAH}`],
  [/Wanida\s*Called/, "/calls"],
  [/Order name cards\s*Due/, "/today"],
])("%s leads to %s", async (name, path) => {
  const { person, at } = await window();
  await person.click(await screen.findByRole("button", { name: /Notifications/ }));
  await person.click(await line(name));
  await waitFor(() => expect(at()).toBe(path));
});

test("one or all can be marked as seen without opening", async () => {
  const { person } = await window();
  await person.click(await screen.findByRole("button", { name: /Notifications/ }));
  await person.click(await line(/Mark Hannah Whitcombe as seen/));
  await person.click(await line(/Mark all as seen/));
  expect(core.now.asked("notices_seen")).toEqual([{ ids: ["n1"] }, { ids: null }]);
  await panel();
});

test("when nothing was missed it says so, in Thai too", async () => {
  core.now.answers["notices"] = { rows: [], unseen: 0 } satisfies Notices;
  const { person } = await window("th");
  await person.click(await screen.findByRole("button", { name: "การแจ้งเตือน" }));
  await screen.findByText("ไม่มีอะไรที่พลาดไป");
  expect(screen.queryByRole("button", { name: "ทำเครื่องหมายว่าเห็นทั้งหมดแล้ว" })).toBeNull();
});
