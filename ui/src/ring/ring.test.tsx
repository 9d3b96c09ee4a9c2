// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { call, strangersCall, sureepornsCall, talking, sessionOf } from "../gallery/people";
import type { Calls, DesktopEvent } from "../host/api";
import { RingWindow } from "./RingWindow";
import { shownOf, timeLeft } from "./shown";

const core = vi.hoisted(() => ({
  answers: {} as Record<string, unknown>,
  given: [] as [string, unknown][],
  refuses: false,
  tell: (_event: unknown) => {},
  resume: () => {},
}));
vi.mock("../host", () => ({
  host: {
    call: async (name: string, request: unknown) => {
      if (name in core.answers) return core.answers[name];
      core.given.push([name, request]);
      if (core.refuses) throw { code: "offline" };
      return core.answers["calls"];
    },
    subscribe: (listener: (event: unknown) => void, resumed: () => void) => {
      core.tell = listener;
      core.resume = resumed;
      return () => undefined;
    },
  },
}));

const NOTHING: Calls = {
  ringing: [],
  current: null,
  waiting: [],
  elsewhere: null,
  wrap_up: null,
  presence: null,
  fault: null,
  push_to_talk: false,
};
const tell = (calls: Partial<Calls>) =>
  act(() => core.tell({ calls: { state: { ...NOTHING, ...calls } } } satisfies DesktopEvent));

async function opened(calls: Partial<Calls>, language: "en" | "th" = "en") {
  core.answers = { calls: { ...NOTHING, ...calls }, session: sessionOf(language, "light") };
  render(<RingWindow />);
  await act(async () => undefined);
}

beforeEach(() => {
  core.given.length = 0;
  core.refuses = false;
  window.matchMedia = () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }) as never;
});
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

test("a ring says who calls, where they stand, what comes next and what was noted", async () => {
  await opened({ ringing: [call()] });
  const ring = screen.getByRole("alertdialog", { name: "Incoming call from Daniel Mercer" });
  for (const words of [
    "Harbourside Cold Storage",
    "Opportunity",
    "Hot",
    "Agree the battery size",
    "7 calls in 30 days",
  ]) {
    expect(ring.textContent).toContain(words);
  }
  expect(ring.textContent).toContain("CFO Wipha approves");
});

test("it says the same in Thai", async () => {
  await opened({ ringing: [sureepornsCall()] }, "th");
  expect(screen.getByRole("button", { name: "รับสาย" })).toBeDefined();
  expect(screen.getByRole("alertdialog").textContent).toContain("1 สายใน 30 วัน");
});

test.each([
  ["Enter", {}, "call_accept"],
  ["A", { ctrlKey: true, shiftKey: true }, "call_accept"],
  ["Escape", {}, "call_decline"],
  ["X", { ctrlKey: true, shiftKey: true }, "call_decline"],
  ["s", {}, "call_silence"],
])("%s with %o gives %s once", async (key, held, command) => {
  await opened({ ringing: [call()] });
  fireEvent.keyDown(document.body, { key, ...held });
  fireEvent.keyDown(document.body, { key, ...held, repeat: true });
  expect(core.given.map(([name]) => name)).toEqual([command]);
  expect(core.given[0]?.[1]).toMatchObject({ call_id: call().id });
});

test("Enter on the button that declines does not answer", async () => {
  await opened({ ringing: [call()] });
  const person = userEvent.setup();
  screen.getByRole("button", { name: "Decline" }).focus();
  await person.keyboard("{Enter}");
  expect(core.given.map(([name]) => name)).toEqual(["call_decline"]);
});

test("a video call can be answered with voice only", async () => {
  await opened({ ringing: [call()] });
  await userEvent.setup().click(screen.getByRole("button", { name: "Voice" }));
  expect(core.given).toEqual([["call_accept", { call_id: call().id, media: "audio" }]]);
});

test("a second answer is not given while the first is under way, and a refusal is said", async () => {
  await opened({ ringing: [call()] });
  core.refuses = true;
  fireEvent.keyDown(document.body, { key: "Enter" });
  fireEvent.keyDown(document.body, { key: "Enter" });
  expect(core.given).toHaveLength(1);
  expect((await screen.findByRole("alert")).textContent).toContain("This did not work");
});

test("the sound can be stopped once and the call goes on ringing", async () => {
  await opened({ ringing: [call()] });
  await userEvent.setup().click(screen.getByRole("button", { name: "Stop the sound" }));
  expect(core.given).toEqual([["call_silence", { call_id: call().id }]]);
  tell({ ringing: [call({ silent: true })] });
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "The sound is off" }).disabled).toBe(true);
  expect(screen.getByRole("alertdialog")).toBeDefined();
});

test("the newest of several rings stands in front, and a click looks at another one", async () => {
  const old = strangersCall();
  await opened({ ringing: [old, sureepornsCall()] });
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("สุรีย์พร จันทร์เพ็ญ");
  await userEvent.setup().click(screen.getByRole("button", { name: /Wanida/ }));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Wanida");
  fireEvent.keyDown(document.body, { key: "Enter" });
  expect(core.given).toEqual([["call_accept", { call_id: old.id, media: "audio" }]]);
});

const line = () => document.querySelector<HTMLElement>("i[style]")?.style.width;

test("the line gets shorter each second", async () => {
  vi.useFakeTimers({ now: 10_000 });
  await opened({ ringing: [call({ started_at: 0, ring_until: 40_000 })] });
  expect(line()).toBe("75%");
  act(() => vi.advanceTimersByTime(1_000));
  expect(line()).toBe("72.5%");
});

test("answered on another device is shown, then the window is empty again", async () => {
  await opened({ ringing: [call()] });
  tell({ elsewhere: call({ phase: "ended", stopped: "answered_elsewhere" }) });
  expect(screen.getByRole("status").textContent).toContain("Somebody answered on another device.");
  expect(screen.queryByRole("button")).toBeNull();
  tell({});
  expect(screen.queryByRole("status")).toBeNull();
});

test("of a call to several the group is named, and who of them answered", async () => {
  const group = "ฝ่ายขาย";
  await opened({ ringing: [call({ group })] });
  expect(screen.getByRole("alertdialog").textContent).toContain("for ฝ่ายขาย");
  tell({ ringing: [call({ group, asked_by: "Ploypailin Wong" })] });
  expect(screen.getByRole("alertdialog").textContent).toContain("Ploypailin Wong asks you in");
  tell({ elsewhere: call({ group, phase: "ended", stopped: "answered_elsewhere", answered_by: "Ploypailin Wong" }) });
  expect(screen.getByRole("status").textContent).toContain("Ploypailin Wong answered.");
});

test("an event is newer than the answer that was on its way", async () => {
  core.answers = { calls: { ...NOTHING, ringing: [call()] }, session: sessionOf("en", "light") };
  render(<RingWindow />);
  tell({});
  await act(async () => undefined);
  expect(screen.queryByRole("alertdialog")).toBeNull();
});

test("during a call whoever is next in line is named, and is given the ring by button and by key", async () => {
  const ring = sureepornsCall({ next_in_line: "Sales" });
  await opened({ ringing: [ring], current: talking() });
  expect(screen.getByText("No sound while you talk. Sales is next in line.")).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Pass on" }));
  await userEvent.keyboard("{Control>}{Shift>}p{/Shift}{/Control}");
  const passed = ["call_pass_on", { call_id: ring.id }];
  expect(core.given).toEqual([passed, passed]);
  core.refuses = true;
  await userEvent.click(screen.getByRole("button", { name: "Pass on" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Nobody else can be rung now. It rings on here.");
});

test("a ring is passed on to nobody where nobody is next in line", async () => {
  await opened({ ringing: [sureepornsCall()], current: talking() });
  expect(screen.queryByRole("button", { name: "Pass on" })).toBeNull();
  await userEvent.keyboard("{Control>}{Shift>}p{/Shift}{/Control}");
  expect(core.given).toEqual([]);
});

test("during a call nothing is green or red", async () => {
  await opened({ ringing: [sureepornsCall()], current: talking() });
  expect(screen.getByRole("alertdialog").textContent).toContain("You are on a call");
  expect(document.querySelector("[data-kind=answer], [data-kind=end]")).toBeNull();
  await userEvent.keyboard("{Enter}{Escape}");
  expect(core.given).toEqual([]);
  const { id: call_id, media } = sureepornsCall();
  await userEvent.click(screen.getByRole("button", { name: "Hold and answer" }));
  expect(core.given).toEqual([["call_accept", { call_id, media }]]);
});

test("whoever asks a colleague in finishes that before they answer", async () => {
  const asking = { name: "Ploypailin Wong", purpose: "consult", answered: false, outcome: null } as const;
  await opened({ ringing: [sureepornsCall()], current: talking({ asking }) }, "th");
  expect(screen.getByRole("alertdialog").textContent).toContain("คุยกับเพื่อนร่วมงานให้เสร็จก่อน");
  await userEvent.keyboard("{Control>}{Shift>}a{/Shift}{/Control}");
  expect(core.given).toEqual([]);
});

test("what is shown follows from the calls", () => {
  const calls = { ...NOTHING, ringing: [strangersCall(), call()] };
  expect(shownOf(undefined, null)).toBeNull();
  expect(shownOf(calls, null)?.call.id).toBe(call().id);
  expect(shownOf(calls, "gone")?.call.id).toBe(call().id);
  expect(shownOf({ ...NOTHING, current: talking() }, null)).toBeNull();
  expect(shownOf({ ...NOTHING, current: call({ phase: "connecting" }) }, null)?.what).toBe("connecting");
});

test("the time left is never less than none or more than all", () => {
  const ring = call({ started_at: 0, ring_until: 100 });
  expect([-50, 25, 200].map((now) => timeLeft(ring, now))).toEqual([1, 0.75, 0]);
  expect(timeLeft(call({ started_at: 5, ring_until: 5 }), 5)).toBe(0);
});

test.each([
  ["a ring", { ringing: [call()] }],
  ["several rings", { ringing: [strangersCall(), call()] }],
  ["elsewhere", { elsewhere: call({ stopped: "answered_elsewhere" }) }],
])("axe finds no fault with %s", async (_name, calls) => {
  await opened(calls);
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
