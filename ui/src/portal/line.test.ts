import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Line } from "./line";

class Socket {
  static readonly OPEN = 1;
  static all: Socket[] = [];
  readyState = 0;
  sent: string[] = [];
  onopen = () => {};
  onclose = () => {};
  onmessage: ((event: { data: string }) => void) | null = null;
  readonly address: URL;
  constructor(address: URL) {
    this.address = address;
    Socket.all.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.readyState = 3;
  }
  opens() {
    this.readyState = 1;
    this.onopen();
  }
  says(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

beforeEach(() => {
  Socket.all = [];
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Socket);
  vi.stubGlobal("window", {
    location: { href: "https://sales.example/portal/#/in/secret" },
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function line() {
  const heard = { onOpen: vi.fn(), onLost: vi.fn(), onCall: vi.fn(), onPresence: vi.fn(), onSignedOut: vi.fn() };
  const opened = new Line("portal_token", heard);
  opened.open();
  return { opened, heard };
}

test("the token is in the first frame and never in the address", () => {
  line();
  const [socket] = Socket.all;
  socket?.opens();
  expect(socket?.address.href).toBe("wss://sales.example/v1/realtime");
  expect(JSON.parse(socket?.sent[0] ?? "")).toMatchObject({ t: "hello", token: "portal_token" });
});

test("a lost line comes back by itself, later each time", () => {
  const { heard } = line();
  Socket.all[0]?.onclose();
  expect(heard.onLost).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(500);
  expect(Socket.all).toHaveLength(2);
  Socket.all[1]?.onclose();
  vi.advanceTimersByTime(400);
  expect(Socket.all).toHaveLength(2);
  vi.advanceTimersByTime(600);
  expect(Socket.all).toHaveLength(3);
});

test("a line over which nothing comes is given up", () => {
  const { heard } = line();
  Socket.all[0]?.opens();
  Socket.all[0]?.says({ t: "welcome", now: 0 });
  vi.advanceTimersByTime(100_000);
  expect(heard.onLost).toHaveBeenCalled();
  expect(Socket.all.length).toBeGreaterThan(1);
});

test("an ended session is said once and the line stays closed", () => {
  const { heard } = line();
  Socket.all[0]?.opens();
  Socket.all[0]?.says({ t: "bye", code: "unauthenticated" });
  Socket.all[0]?.onclose();
  vi.advanceTimersByTime(60_000);
  expect(heard.onSignedOut).toHaveBeenCalledOnce();
  expect(Socket.all).toHaveLength(1);
});
