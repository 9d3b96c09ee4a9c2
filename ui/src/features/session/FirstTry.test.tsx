// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import axe from "axe-core";
import { beforeEach, expect, test, vi } from "vitest";
import { sessionOf } from "../../gallery/people";
import { CAMERAS, SOUND } from "../../gallery/callsThatWere";
import type { SessionState } from "../../host/api";
import { answersOfTheCore } from "../../host/query";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { SessionGate } from "./SessionGate";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers["sound_devices"] = SOUND;
  core.now.answers["cameras"] = { devices: CAMERAS, chosen: null, fault: null };
  core.now.answers["devices_tried"] = {};
  core.now.answers["ring_once"] = {};
  core.now.answers["count"] = { total: 0 };
});

async function gate(more: Partial<SessionState>, role: "agent" | "viewer" = "agent", language: "en" | "th" = "en") {
  const session = sessionOf(language, "light");
  const account = session.account && { ...session.account, role };
  core.now.answers["session"] = { ...session, account, devices_tried: false, ...more };
  const answers = answersOfTheCore(() => undefined);
  return inRouter(<SessionGate>the app</SessionGate>, "/", { language, answers });
}

test("before the first call on a computer one hears its ring, and goes on", async () => {
  const { person } = await gate({ stage: "first_sync" });
  await person.click(await screen.findByRole("button", { name: "Ring once" }));
  expect(core.now.asked("ring_once")).toHaveLength(1);
  expect(screen.getByRole("button", { name: "Hear yourself" })).toBeDefined();
  await person.click(screen.getByRole("button", { name: "Go on" }));
  expect(core.now.asked("devices_tried")).toHaveLength(1);
  expect(screen.queryByText("the app")).toBeNull();
});

test("Enter goes on, and a low window is not scrolled there", async () => {
  const focus = vi.spyOn(HTMLElement.prototype, "focus");
  await gate({ stage: "first_sync" });
  const on = await screen.findByRole("button", { name: "Go on" });
  expect(document.activeElement).toBe(on);
  expect(focus.mock.calls).toEqual([[{ preventScroll: true }]]);
  focus.mockRestore();
});

test.each([
  ["who has tried", { devices_tried: true }, "agent"],
  ["who only looks", {}, "viewer"],
] as const)("%s is at work at once", async (_who, more, role) => {
  await gate({ stage: "ready", ...more }, role);
  expect(await screen.findByText("the app")).toBeDefined();
});

test("a computer without sound says so and keeps nobody from working; axe finds no fault with it", async () => {
  core.now.answers["sound_devices"] = { ...SOUND, inputs: [], outputs: [] };
  const { person } = await gate({ stage: "ready" }, "agent", "th");
  expect(await screen.findByText(/ไม่พบไมโครโฟน/)).toBeDefined();
  const { violations } = await axe.run(document.body);
  expect(violations.map(({ id }) => id)).toEqual([]);
  await person.click(screen.getByRole("button", { name: "ไปต่อ" }));
  expect(core.now.asked("devices_tried")).toHaveLength(1);
});

const NOBODY = { account: null, stage: "signed_out" as const };
test.each([
  ["who signs in for the first time", NOBODY, "Step 1 of 3: language, server, sign-in"],
  [
    "whose key needs a place",
    { ...NOBODY, stage: "needs_key_consent" as const },
    "Step 1 of 3: language, server, sign-in",
  ],
  ["who tries sound and camera", { stage: "first_sync" as const }, "Step 2 of 3: sound, camera, notifications"],
  ["whose data comes", { stage: "first_sync" as const, devices_tried: true }, "Step 3 of 3: first sync"],
])("%s sees which step of the first run that is", async (_who, more, says) => {
  await gate(more);
  expect(await screen.findByText(says)).toBeDefined();
});

test.each([
  ["signed out and comes back", { ...NOBODY, last_email: "naphat@tawan.example" }],
  ["was signed out", { stage: "sign_in_again" as const }],
])("who %s walks through no steps", async (_who, more) => {
  await gate(more);
  expect(await screen.findByText("Password")).toBeDefined();
  expect(screen.queryByText(/Step/)).toBeNull();
});
