import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Agent, Call } from "./call";
import { Phone, type Devices, type PhoneState } from "./phone";
import type { RoomView } from "./roomView";
import { Refused, type Server } from "./server";
import { freeOf, groupOf, person } from "./whom";

const rooms = vi.hoisted(() => ({ open: 0, spoke: 0 }));

vi.mock("./room", () => ({
  CallRoom: class {
    isJoined = false;
    async join() {
      this.isJoined = true;
      rooms.open += 1;
    }
    async speak() {
      rooms.spoke += 1;
    }
    async leave() {
      rooms.open -= 1;
    }
  },
}));

const NAPHAT = person("naphat", "Naphat Srisuk");

const callOf = (change: Partial<Call> = {}): Call => ({
  id: "call",
  media: "audio",
  state: "ringing",
  endReason: null,
  side: "caller",
  caller: { kind: "PORTAL_CUSTOMER", id: "daniel", name: "Daniel Mercer" },
  callee: { kind: "CRM_USER", id: "naphat", name: "Naphat Srisuk" },
  group: null,
  people: [],
  waits: false,
  callWaiting: false,
  leg: { id: "leg", state: "accepted", stopped: null },
  startedAt: 0,
  ringUntil: 45_000,
  activeAt: null,
  endedAt: null,
  seq: 1,
  ...change,
});

const ringing = (change: Partial<Call> = {}) =>
  callOf({ side: "callee", leg: { id: "leg", state: "offered", stopped: null }, ...change });

/** A microphone of which only matters whether it was closed. */
function devices() {
  const closed = vi.fn<() => void>();
  const stream = { getTracks: () => [{ stop: closed }] } as unknown as MediaStream;
  return { opened: { microphone: stream, camera: null } satisfies Devices, closed };
}

const ticket = (ask: () => Promise<Call>) => async () => ({ url: "ws://media", token: "t", call: await ask() });

function telephone(answers: Partial<Record<"start" | "join" | "accept" | "ticket", () => Promise<Call>>> = {}) {
  let state: { phone: PhoneState; room: RoomView | null } = { phone: { at: "free" }, room: null };
  const said: string[] = [];
  let dialled = "";
  const server = {
    start: (id: string) => {
      dialled = id;
      return ticket(answers.start ?? (async () => callOf({ id })))();
    },
    join: (session: string) => {
      said.push(`join ${session}`);
      return ticket(answers.join ?? (async () => callOf({ id: "of the session" })))();
    },
    accept: ticket(answers.accept ?? (async () => ringing({ state: "connecting", seq: 5 }))),
    ticket: ticket(answers.ticket ?? (async () => callOf())),
    call: async () => callOf(),
    end: async (_id: string, how: string) => {
      said.push(how);
      return callOf({ state: "ended" });
    },
    endWhileLeaving: (_id: string, how: string) => said.push(`${how} while leaving`),
    quality: async () => undefined,
  } as unknown as Server;
  const phone = new Phone(server, {
    getState: () => state,
    setState: (part) => (state = { ...state, ...part }),
  });
  return { phone, said, at: () => state.phone, id: () => dialled };
}

const microphone = vi.fn<() => Promise<MediaStream>>();

beforeEach(() => {
  rooms.open = 0;
  rooms.spoke = 0;
  microphone.mockResolvedValue(devices().opened.microphone);
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: microphone } });
});

afterEach(() => vi.unstubAllGlobals());

test("an answered call is talked in, and its end closes the microphone and the room", async () => {
  const { phone, at, id } = telephone();
  const { opened, closed } = devices();
  await phone.call(NAPHAT, "audio", opened);
  expect(at()).toMatchObject({ at: "dialling", call: { state: "ringing" } });
  expect(rooms).toEqual({ open: 1, spoke: 0 });
  phone.heard(callOf({ id: id(), state: "active", activeAt: 1_000, seq: 4 }));
  expect(at().at).toBe("talking");
  expect(rooms.spoke).toBe(1);
  phone.heard(callOf({ id: id(), state: "ended", endReason: "completed", activeAt: 1_000, endedAt: 91_000, seq: 5 }));
  expect(at()).toMatchObject({ at: "over", why: "completed", seconds: 90, whom: NAPHAT });
  expect(rooms.open).toBe(0);
  expect(closed).not.toHaveBeenCalled();
});

test("a word of a call that was given up, and was still under way, says nothing", async () => {
  const { phone, at, id } = telephone();
  await phone.call(NAPHAT, "audio", devices().opened);
  phone.cancel();
  phone.heard(callOf({ id: id(), seq: 2 }));
  expect(at()).toEqual({ at: "free" });
  phone.heard(callOf({ id: id(), state: "ended", endReason: "cancelled", seq: 3 }));
  expect(at()).toEqual({ at: "free" });
});

test("whoever declined is rung when they are asked into the same call anew, and not by a late word of before", () => {
  const { phone, at } = telephone();
  phone.heard(ringing({ startedAt: 1_000 }));
  phone.decline();
  phone.heard(ringing({ startedAt: 1_000, seq: 2 }));
  expect(at()).toEqual({ at: "free" });
  phone.heard(ringing({ startedAt: 9_000, seq: 6 }));
  expect(at()).toMatchObject({ at: "rung" });
});

test("a group is called until one of it answers: nobody answered is said of all, a talk of that one", async () => {
  const group = { id: "sales", name: "ฝ่ายขาย" };
  const rings = { group, callee: { kind: "CRM_USER", ...group } } as const;
  const answered = telephone({ start: async () => callOf({ ...rings, id: "call" }) });
  await answered.phone.call(groupOf(group), "audio", devices().opened);
  expect(answered.at()).toMatchObject({ at: "dialling", whom: { kind: "group", short: "ฝ่ายขาย" } });
  answered.phone.heard(callOf({ group, state: "active", activeAt: 0, seq: 4 }));
  answered.phone.heard(callOf({ group, state: "ended", endReason: "completed", activeAt: 0, endedAt: 1, seq: 5 }));
  expect(answered.at()).toMatchObject({ at: "over", whom: NAPHAT });
  const missed = telephone({ start: async () => callOf({ ...rings, id: "call" }) });
  await missed.phone.call(groupOf(group), "audio", devices().opened);
  missed.phone.heard(callOf({ ...rings, state: "ended", endReason: "missed", seq: 2 }));
  expect(missed.at()).toMatchObject({ at: "over", why: "missed", whom: groupOf(group) });
});

const agent = (supabaseUserId: string, presence: Agent["presence"], callWaiting = true): Agent => {
  return { supabaseUserId, firstName: supabaseUserId, lastName: "", presence, callWaiting };
};

test("a group rings at those who are free or let a call wait", () => {
  const agents = [
    agent("naphat", "available"),
    agent("ploy", "on_call"),
    agent("james", "on_call", false),
    agent("malee", "available"),
  ];
  const group = { id: "sales", name: "Sales", members: ["naphat", "ploy", "james", "gone"] };
  expect(freeOf(group, agents).map(({ supabaseUserId }) => supabaseUserId)).toEqual(["naphat", "ploy"]);
});

test("a video call that was agreed is joined: who is first waits, who is second is in it at once", async () => {
  const first = telephone();
  await first.phone.call(NAPHAT, "video", devices().opened, "session");
  expect(first.at()).toMatchObject({ at: "dialling", callId: "of the session" });
  expect(first.said).toEqual(["join session"]);
  first.phone.cancel();
  const second = telephone({ join: async () => ringing({ state: "connecting", seq: 4 }) });
  await second.phone.call(NAPHAT, "video", devices().opened, "session");
  expect(second.at()).toMatchObject({ at: "talking" });
});

test("who gives up while the start is on its way calls nobody", async () => {
  const start: { answer?: (call: Call) => void } = {};
  const { phone, said, at } = telephone({ start: () => new Promise((done) => (start.answer = done)) });
  const { opened, closed } = devices();
  const calling = phone.call(NAPHAT, "audio", opened);
  phone.cancel();
  expect(at().at).toBe("free");
  expect(closed).toHaveBeenCalledOnce();
  start.answer?.(callOf());
  await calling;
  expect(said).toEqual(["cancel", "end"]);
  expect(at().at).toBe("free");
  expect(rooms.open).toBe(0);
});

test.each(["declined", "missed", "busy", "unreachable"] as const)("a call that was %s says so", async (reason) => {
  const { phone, at, id } = telephone();
  await phone.call(NAPHAT, "audio", devices().opened);
  phone.heard(callOf({ id: id(), state: "ended", endReason: reason, seq: 3 }));
  expect(at()).toMatchObject({ at: "over", why: reason });
});

test.each([
  ["busy", callOf({ state: "ended", endReason: "busy" }), "busy"],
  ["calls_unavailable", null, "calls_unavailable"],
  ["offline", null, "offline"],
  ["not_found", null, "gone"],
  ["something_new", null, "failed"],
] as const)("a start refused with %s says so", async (code, call, why) => {
  const { phone, at } = telephone({ start: () => Promise.reject(new Refused(code, call)) });
  await phone.call(NAPHAT, "audio", devices().opened);
  expect(at()).toMatchObject({ at: "over", why });
});

test("a customer who is in a call already is led there", async () => {
  const own = callOf({ id: "other tab", state: "active", seq: 7 });
  const { phone, at } = telephone({ start: () => Promise.reject(new Refused("busy", own)) });
  await phone.call(NAPHAT, "audio", devices().opened);
  expect(at()).toMatchObject({ at: "left", call: own });
});

test("what comes late changes nothing", async () => {
  const { phone, at, id } = telephone();
  await phone.call(NAPHAT, "audio", devices().opened);
  phone.heard(callOf({ id: id(), state: "active", activeAt: 1, seq: 4 }));
  phone.heard(callOf({ id: id(), state: "ringing", seq: 2 }));
  expect(at().at).toBe("talking");
});

test("a ring is answered, and stops when it was answered elsewhere", async () => {
  const { phone, at } = telephone();
  phone.heard(ringing());
  expect(at().at).toBe("rung");
  await phone.accept(false);
  expect(at().at).toBe("talking");
  expect(rooms).toEqual({ open: 1, spoke: 1 });

  const other = telephone();
  other.phone.heard(ringing());
  other.phone.heard(
    ringing({ state: "connecting", seq: 3, leg: { id: "leg", state: "stopped", stopped: "answered_elsewhere" } }),
  );
  expect(other.at().at).toBe("free");
});

test("a ring goes on without a microphone, and says why it cannot be answered", async () => {
  microphone.mockRejectedValue(new DOMException("", "NotAllowedError"));
  const { phone, at } = telephone();
  phone.heard(ringing());
  await phone.accept(false);
  expect(at()).toMatchObject({ at: "rung", fault: "refused", answering: false });
  expect(rooms.open).toBe(0);
});

test("a page that goes away while it rings calls off, and hangs up what is talked in", async () => {
  const { phone, said, id } = telephone();
  await phone.call(NAPHAT, "audio", devices().opened);
  phone.leaving();
  phone.heard(callOf({ id: id(), state: "active", activeAt: 1, seq: 4 }));
  phone.leaving();
  expect(said).toEqual(["cancel while leaving", "end while leaving"]);
});

test("a call that another tab has is offered, not taken", () => {
  const { phone, at } = telephone();
  phone.heard(callOf({ state: "active", leg: { id: "leg", state: "joined", stopped: null }, seq: 9 }));
  expect(at().at).toBe("left");
  expect(rooms.open).toBe(0);
});
