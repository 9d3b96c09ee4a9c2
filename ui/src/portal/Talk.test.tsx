// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import type { Call, Party } from "./call";
import type { CallRoom } from "./room";
import { EMPTY_ROOM, type Other, type RoomView } from "./roomView";
import { SpeechProvider } from "./Speech";
import { Talk } from "./Talk";
import { VisitContext, type Visit } from "./visit";

const heard = vi.hoisted(() => [] as string[]);
vi.mock("./tones", () => ({
  play: (tone: string) => {
    heard.push(tone);
    return () => heard.push(`no ${tone}`);
  },
}));

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  heard.length = 0;
});

const agent: Party = { kind: "CRM_USER", id: "agent", name: "Naphat Wongsawat" };
const talking: Call = {
  id: "call",
  media: "audio",
  state: "active",
  endReason: null,
  side: "caller",
  caller: { kind: "PORTAL_CUSTOMER", id: "me", name: "Malee" },
  callee: agent,
  group: null,
  people: [{ who: agent, here: true, parked: false }],
  waits: false,
  callWaiting: false,
  leg: { id: "leg", state: "joined", stopped: null },
  startedAt: 0,
  ringUntil: 0,
  activeAt: 1,
  endedAt: null,
  seq: 1,
};

/** The agent in the room. */
const naphat: Other = { id: "leg-1", name: agent.name, muted: false, picture: null };

const page = (call: Call, view: Partial<RoomView> = {}, room: Partial<CallRoom> | null = null) => {
  const visit = {
    session: { organization: "Harbourside" },
    phone: { room },
    store: createStore(() => ({ room: { ...EMPTY_ROOM, others: [naphat], ...view }, aheadMs: 0 })),
  } as unknown as Visit;
  return (
    <SpeechProvider>
      <VisitContext value={visit}>
        <Talk call={call} />
      </VisitContext>
    </SpeechProvider>
  );
};

test.each([
  ["put on hold", { people: [{ who: agent, here: true, parked: true }] }],
  ["let wait while others consult", { waits: true }],
  ["handed over to somebody who has not answered", { people: [] }],
])("a customer who is %s hears that the call goes on, until somebody is there again", (_, change) => {
  const { rerender } = render(page(talking));
  expect(heard).toEqual([]);
  rerender(page({ ...talking, ...change }));
  expect(heard).toEqual(["waits"]);
  rerender(page({ ...talking, ...change, seq: 2 }));
  expect(heard).toEqual(["waits"]);
  rerender(page(talking));
  expect(heard).toEqual(["waits", "no waits"]);
});

test("on hold it is said who holds, and a microphone that is off for it is not spoken of", () => {
  const colleague: Party = { kind: "CRM_USER", id: "colleague", name: "Ploy Saetang" };
  const [holds, talks] = [
    { who: agent, here: true, parked: true },
    { who: colleague, here: true, parked: false },
  ];
  const { rerender } = render(page({ ...talking, people: [holds] }, { others: [{ ...naphat, muted: true }] }));
  expect(
    screen.getByText("Naphat has put you on hold for a moment and will come back to you.", {
      selector: "[aria-hidden]",
    }),
  ).toBeDefined();
  expect(screen.queryByText("Naphat is muted")).toBeNull();
  rerender(page({ ...talking, people: [holds, talks] }));
  expect(screen.getByText("With Naphat Wongsawat (on hold), Ploy Saetang")).toBeDefined();
  expect(heard).toEqual(["waits", "no waits"]);
  rerender(page({ ...talking, people: [holds, { ...talks, parked: true }] }));
  expect(heard).toEqual(["waits", "no waits", "waits"]);
});

test("of several others everybody is shown, and who is muted", () => {
  const ploy: Other = { id: "leg-2", name: "Ploy Saetang", muted: true, picture: null };
  const { rerender } = render(page(talking, { others: [naphat, ploy] }));
  expect(screen.getAllByRole("listitem").map((tile) => tile.lastElementChild?.textContent)).toEqual([
    "Naphat Wongsawat",
    "Ploy Saetang",
  ]);
  expect(screen.getByText("Ploy is muted")).toBeDefined();
  rerender(page(talking, { others: [{ ...ploy, muted: false }] }));
  expect(screen.queryByRole("listitem")).toBeNull();
  expect(screen.getByText("Ploy Saetang", { selector: "p" })).toBeDefined();
});

test.each([
  ["en", "No microphone was found. Plug one in; the call goes on with it."],
  ["th", "ไม่พบไมโครโฟน เสียบไมโครโฟน แล้วคุยต่อได้เลย"],
])("a microphone that is gone is said (%s)", (language, words) => {
  localStorage.setItem("leadline-portal-language", language);
  render(page(talking, { muted: true, unplugged: true }));
  expect(screen.getByRole("alert").textContent).toBe(words);
  expect(screen.queryByText("You are muted")).toBeNull();
});

test("the tune ends with the call", () => {
  const { unmount } = render(page({ ...talking, waits: true }));
  expect(screen.getByText("Naphat Wongsawat", { selector: "b" })).toBeDefined();
  unmount();
  expect(heard).toEqual(["waits", "no waits"]);
});

test.each([
  ["NotAllowedError", "The camera is not allowed. The call works without it.", "ยังไม่ได้อนุญาตกล้อง แต่คุยได้ตามปกติ"],
  ["NotFoundError", "No camera found. The call works without it.", "ไม่พบกล้อง แต่คุยได้ตามปกติ"],
  ["NotReadableError", "Another program uses the camera. The call works without it.", "โปรแกรมอื่นใช้กล้องอยู่ แต่คุยได้ตามปกติ"],
])("why the camera does not come on is said, and it can be tried again (%s)", async (name, english, thai) => {
  const person = userEvent.setup();
  const camera = vi.fn<CallRoom["camera"]>(() => Promise.reject(new DOMException("", name)));
  for (const [language, words, button] of [
    ["en", english, "Turn camera on"],
    ["th", thai, "กล้อง กดเพื่อเปิด"],
  ] as const) {
    localStorage.setItem("leadline-portal-language", language);
    const { unmount } = render(page(talking, { speaks: true }, { camera }));
    await person.click(screen.getByRole("button", { name: button }));
    expect((await screen.findByRole("alert")).textContent).toBe(words);
    camera.mockResolvedValueOnce();
    await person.click(screen.getByRole("button", { name: button }));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    unmount();
  }
  expect(camera.mock.calls).toEqual([[true], [true], [true], [true]]);
});

test("a camera that cannot be turned to is said", async () => {
  const all = ["front", "back"].map((deviceId) => ({ kind: "videoinput", deviceId, label: deviceId }));
  vi.stubGlobal("navigator", { language: "en", mediaDevices: { enumerateDevices: async () => all } });
  const use = vi.fn<CallRoom["use"]>(() => Promise.reject(new DOMException("", "NotReadableError")));
  const room = { use, using: () => "front" };
  vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
  vi.stubGlobal("MediaStream", EventTarget);
  render(page(talking, { speaks: true, ownPicture: {} as MediaStreamTrack }, room));
  screen.getByRole("button", { name: "Flip camera" }).click();
  expect((await screen.findByRole("alert")).textContent).toContain("The call goes on with the one before.");
  expect(use.mock.calls).toEqual([["videoinput", "back"]]);
});
