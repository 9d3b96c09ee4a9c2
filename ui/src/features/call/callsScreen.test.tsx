// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { COLLEAGUES, HISTORY, RING_GROUPS, SOUND } from "../../gallery/callsThatWere";
import { call, CLIENTS } from "../../gallery/people";
import { atTheDesk } from "../../testing/atTheDesk";
import { core } from "../../testing/hostInTest";
import { NO_CALLS } from "../../testing/scriptedHost";
import { CameraPart } from "./CameraPart";
import { CallsScreen } from "./screens";
import { SoundPart } from "./SoundPart";

vi.mock("../../host", () => import("../../testing/hostInTest"));
const page = atTheDesk();

test("the history says which way each call went and calls again", async () => {
  const { person } = await page(<CallsScreen />, "/calls");
  const lines = within(await screen.findByRole("region", { name: "Calls that were" })).getAllByRole("listitem");
  expect(lines).toHaveLength(HISTORY.length);
  expect(lines[1]?.textContent).toContain("Missed");
  expect(lines[0]?.textContent).toContain("21:08");
  await person.click(screen.getByRole("button", { name: "Call Hannah Whitcombe" }));
  expect(core.now.asked("call_start")).toEqual([
    { client_id: CLIENTS[2]?.id, profile_id: null, group_id: null, media: "audio" },
  ]);
  // Nobody knows how to reach a caller without a client.
  expect(screen.queryByRole("button", { name: "Call Wanida" })).toBeNull();
});

test("the history goes on with older calls", async () => {
  core.now.answers["call_history"] = ({ before }: { before: string | null }) =>
    before === null
      ? { rows: HISTORY.slice(0, 2), more: true, next: "2" }
      : { rows: HISTORY.slice(2, 4), more: false, next: null };
  const { person } = await page(<CallsScreen />, "/calls");
  await person.click(await screen.findByRole("button", { name: "Older calls" }));
  await screen.findByText("สุรีย์พร จันทร์เพ็ญ");
  expect(core.now.asked("call_history").map((asked) => (asked as { before: unknown }).before)).toEqual([null, "2"]);
  expect(screen.queryByRole("button", { name: "Older calls" })).toBeNull();
});

test("a call that was missed while one looks is in the list, at the end of its ring or with its activity", async () => {
  let rows = HISTORY.slice(1, 3);
  core.now.answers["call_history"] = () => ({ rows, more: false, next: null });
  const nobody = { ...NO_CALLS };
  core.now.answers["calls"] = nobody;
  await page(<CallsScreen />, "/calls");
  const list = within(await screen.findByRole("region", { name: "Calls that were" }));
  await waitFor(() => expect(list.getAllByRole("listitem")).toHaveLength(2));
  core.now.tell({ calls: { state: { ...nobody, ringing: [call()] } } });
  await waitFor(() => expect(core.now.asked("call_history")).toHaveLength(2));
  rows = HISTORY.slice(0, 3);
  core.now.tell({ calls: { state: nobody } });
  await waitFor(() => expect(list.getAllByRole("listitem")).toHaveLength(3));
  rows = HISTORY.slice(0, 4);
  core.now.tell({ changed: { revision: 1, entities: ["activity"], clients: [] } });
  await waitFor(() => expect(list.getAllByRole("listitem")).toHaveLength(4));
});

test("without the server the history says so and can be tried again", async () => {
  core.now.answers["call_history"] = () => {
    throw { code: "offline" };
  };
  await page(<CallsScreen />, "/calls");
  expect(await screen.findByRole("button", { name: /Try again/ })).toBeDefined();
});

test("colleagues are found by name and called, those who are away are not", async () => {
  core.now.answers["call_history"] = { rows: [], more: false, next: null };
  const { person } = await page(<CallsScreen />, "/calls");
  await person.click(await screen.findByRole("button", { name: "Call Ploypailin Wong" }));
  expect(core.now.asked("call_start")).toMatchObject([{ profile_id: COLLEAGUES[0]?.profile_id, media: "audio" }]);
  await person.type(screen.getByRole("textbox", { name: "Find a colleague" }), "owen");
  const line = screen.getByText("Owen Hughes").closest("li");
  expect(screen.queryByText("Malinee Kaew")).toBeNull();
  const buttons = line ? within(line).getAllByRole("button") : [];
  expect(buttons.map((button) => button.getAttribute("aria-disabled"))).toEqual(["true", "true"]);
});

test("a group is called together and says at how many it rings; one that nobody would hear is not", async () => {
  core.now.answers["call_history"] = { rows: [], more: false, next: null };
  core.now.answers["ring_groups"] = { groups: RING_GROUPS };
  const { person } = await page(<CallsScreen />, "/calls");
  const line = (await screen.findByText("Service")).closest("li");
  expect(line?.textContent).toContain("rings at 2 colleagues");
  await person.click(screen.getByRole("button", { name: "Video call to Service" }));
  expect(core.now.asked("call_start")).toMatchObject([{ group_id: "g1", profile_id: null, media: "video" }]);
  const silent = screen.getByText("กะกลางคืน").closest("li");
  const buttons = silent ? within(silent).getAllByRole("button") : [];
  expect(buttons.map((button) => button.getAttribute("aria-disabled"))).toEqual(["true", "true"]);
});

test("the level moves during the test, and leaving the page ends it", async () => {
  const { person, unmount } = await page(<SoundPart />, "/settings");
  await person.click(await screen.findByRole("button", { name: "Hear yourself" }));
  await screen.findByRole("button", { name: "Stop the test" });
  core.now.tell({ sound_level: { level: 60 } });
  expect(screen.getByRole("meter").getAttribute("aria-valuenow")).toBe("60");
  expect(screen.getByText("good level")).toBeDefined();
  unmount();
  expect(core.now.asked("sound_test")).toEqual([{ on: true }, { on: false }]);
});

test("no microphone is said", async () => {
  core.now.answers["sound_devices"] = { ...SOUND, inputs: [] };
  await page(<SoundPart />, "/settings");
  expect(await screen.findByText(/No microphone was found/)).toBeDefined();
  expect(screen.queryByRole("button", { name: "Hear yourself" })).toBeNull();
});

test("another camera is chosen, or one is told that there is none", async () => {
  const { person } = await page(<CameraPart />, "/settings");
  await person.click(await screen.findByRole("combobox", { name: "Camera" }));
  await person.click(await screen.findByRole("option", { name: "Desk camera" }));
  expect(core.now.asked("camera_choose")).toEqual([{ camera: "desk" }]);
});
