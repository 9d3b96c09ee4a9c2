// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { HISTORY, RING, SOUND, TOLD } from "../../gallery/callsThatWere";
import { CLIENTS, DANIEL, HANNAH, sessionOf } from "../../gallery/people";
import type { ActivityRow, ClientCard, TimelineItem } from "../../host/api";
import { answersOfTheCore, followEvents } from "../../host/query";
import { PhoneLink } from "../../kit/PhoneLink";
import { core } from "../../testing/hostInTest";
import { inRouter } from "../../testing/inRouter";
import { NO_CALLS, scriptedHost } from "../../testing/scriptedHost";
import { TimelineEntry } from "../client/TimelineEntry";
import { ClientCallButtons } from ".";
import { CallsScreen } from "./screens";
import { minuteOf } from "./QuietHoursFields";
import { SoundPart } from "./SoundPart";

vi.mock("../../host", () => import("../../testing/hostInTest"));

beforeAll(() => import("../../kit/PhoneDialog"));

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers = {
    session: sessionOf("en", "light"),
    calls: NO_CALLS,
    call_start: NO_CALLS,
    directory: { profiles: [], tags: [], sources: [] },
    call_history: { rows: HISTORY, more: false, next: null, offline: true },
    colleagues: { colleagues: [] },
    notifications: TOLD,
    notifications_seen: {},
    sound_devices: SOUND,
    ring_settings: RING,
    ring_choose: (ring: unknown) => ring,
    ring_once: {},
    phone_open: {},
  };
});

async function page(part: React.ReactNode, language: "en" | "th" = "en") {
  const answers = answersOfTheCore(() => undefined);
  followEvents(answers);
  return inRouter(part, "/calls", { language, answers });
}

test("missed calls are told of until they are seen, and called back", async () => {
  const { person } = await page(<CallsScreen />);
  const missed = within(await screen.findByRole("region", { name: "Missed calls: 2" }));
  const [back, elsewhere] = missed.getAllByRole("button", { name: "Call back" });
  if (!back || !elsewhere) throw new Error("each has a way to call back");
  await waitFor(() => expect(back.getAttribute("aria-disabled")).not.toBe("true"));
  await person.click(back);
  expect(core.now.asked("call_start")).toEqual([
    { client_id: HANNAH, profile_id: null, group_id: null, media: "audio" },
  ]);
  expect(core.now.asked("notifications_seen")).toEqual([{ ids: ["n1"] }]);
  expect(elsewhere.getAttribute("aria-description")).toContain("not among the clients");
  await person.click(elsewhere);
  expect(core.now.asked("call_start")).toHaveLength(1);
  await person.click(missed.getByRole("button", { name: "Mark all as seen" }));
  expect(core.now.asked("notifications_seen")[1]).toEqual({ ids: ["n1", "n2"] });
});

test("the list goes when another device has seen everything", async () => {
  await page(<CallsScreen />);
  await screen.findByRole("region", { name: "Missed calls: 2" });
  core.now.answers["notifications"] = { rows: TOLD.rows.map((row) => ({ ...row, seen: true })), unread: 0 };
  core.now.tell({ changed: { revision: 1, entities: ["notification"], clients: [] } });
  await waitFor(() => expect(screen.queryByRole("region", { name: /Missed calls/ })).toBeNull());
});

test("without the server the history shows what is known, with how each call went", async () => {
  await page(<CallsScreen />);
  expect(await screen.findByText(/You are offline/)).toBeDefined();
  expect(await screen.findByText("Wants quote")).toBeDefined();
});

const activity = (call: Partial<NonNullable<ActivityRow["call"]>>): TimelineItem => {
  const row = {
    id: "a",
    kind: "call",
    subject: "Daniel Mercer",
    body: null,
    status: "done",
    call: {
      id: "c",
      direction: "incoming",
      media: "audio",
      seconds: 0,
      end: "missed",
      missed: false,
      outcome: null,
      quality: null,
      ...call,
    },
    sync: "synced",
  } as ActivityRow;
  return { id: "a", at: Date.now(), by: null, what: { activity: { activity: row } }, sync: "synced" };
};

test.each([
  [{ missed: true }, "Missed call Daniel Mercer"],
  [{ seconds: 61, end: "completed", outcome: "won" }, "Incoming call Daniel Mercer1:01Won"],
  [{ seconds: 61, end: "completed", quality: "poor" }, "Incoming call Daniel Mercer1:01Line: Poor"],
  [{ direction: "outgoing", end: "declined" }, "Outgoing call Daniel MercerDeclined"],
] as const)("a call on the timeline says what it was", async (call, says) => {
  await page(<TimelineEntry item={activity(call)} editable />);
  expect((await screen.findByRole("listitem")).textContent).toContain(says);
});

test("a client without access to the portal is not offered a call but an invitation", async () => {
  const card = { row: CLIENTS[0], opt_out_call: false, portal_access: false } as ClientCard;
  await page(<ClientCallButtons card={card} />);
  const button = await screen.findByRole("button", { name: "Call" });
  expect(button.getAttribute("aria-description")).toContain("Invite them to the portal");
  fireEvent.keyDown(document.body, { key: "c" });
  expect(core.now.asked("call_start")).toEqual([]);
  expect(screen.getByRole("button", { name: "Invite to the portal" })).toBeDefined();
  expect(CLIENTS[0]?.id).toBe(DANIEL);
});

test("how it rings is chosen, heard once, and kept when the volume is let go", async () => {
  const { person } = await page(<SoundPart />);
  const ring = within(await screen.findByRole("region", { name: "Ring" }));
  await person.click(ring.getByRole("button", { name: "Ring once" }));
  expect(core.now.asked("ring_once")).toHaveLength(1);
  const volume = ring.getByRole("slider", { name: "Volume" });
  fireEvent.change(volume, { target: { value: "40" } });
  fireEvent.change(volume, { target: { value: "35" } });
  expect(core.now.asked("ring_choose")).toEqual([]);
  fireEvent.pointerUp(volume);
  await waitFor(() => expect(core.now.asked("ring_choose")).toEqual([{ ...RING, volume: 35 }]));
  await person.click(ring.getByRole("button", { name: "Mon" }));
  await waitFor(() => expect(core.now.asked("ring_choose")).toHaveLength(2));
  expect(core.now.asked("ring_choose")[1]).toMatchObject({ volume: 35, quiet: { days: [0, 5, 6] } });
  await person.click(ring.getByRole("switch", { name: "Quiet hours" }));
  await waitFor(() => expect(core.now.asked("ring_choose")[2]).toMatchObject({ quiet: null }));
});

test("a time is taken when it is whole", () => {
  expect([minuteOf("20:30"), minuteOf("00:00"), minuteOf(""), minuteOf("8:")]).toEqual([1_230, 0, null, 480]);
});

test("a number is handed to the phone program only after a person said so, and says so if there is none", async () => {
  core.now.answers["phone_open"] = undefined;
  const { person } = await page(<PhoneLink number="+66815550142" />);
  await person.click(await screen.findByRole("button", { name: /081.555.0142/ }));
  expect(core.now.asked("phone_open")).toEqual([]);
  await person.click(await screen.findByRole("button", { name: "Open the phone program" }));
  expect(core.now.asked("phone_open")).toEqual([{ number: "+66815550142" }]);
  expect((await screen.findByRole("alert")).textContent).toContain("No phone program was found");
});

test("missed calls speak Thai", async () => {
  await page(<CallsScreen />, "th");
  expect(await screen.findByRole("region", { name: "สายที่ไม่ได้รับ 2 สาย" })).toBeDefined();
});
