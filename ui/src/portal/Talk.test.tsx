// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import type { Call, Party } from "./call";
import { EMPTY_ROOM } from "./roomView";
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

const page = (call: Call) => {
  const visit = {
    session: { organization: "Harbourside" },
    phone: { room: null },
    store: createStore(() => ({ room: { ...EMPTY_ROOM, otherIsHere: true }, aheadMs: 0 })),
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

test("the tune ends with the call", () => {
  const { unmount } = render(page({ ...talking, waits: true }));
  expect(screen.getByText("Naphat Wongsawat", { selector: "b" })).toBeDefined();
  unmount();
  expect(heard).toEqual(["waits", "no waits"]);
});
