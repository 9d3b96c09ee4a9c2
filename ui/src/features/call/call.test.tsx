// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { expect, test, vi } from "vitest";
import { call, CLIENTS, DANIEL, talking } from "../../gallery/people";
import type { Calls, ClientCard } from "../../host/api";
import { atTheDesk } from "../../testing/atTheDesk";
import { core } from "../../testing/hostInTest";
import { CallTop, ClientCallButtons, PresenceMenu } from ".";
import { CallsScreen, InCall } from "./screens";
import { SoundPart } from "./SoundPart";

vi.mock("../../host", () => import("../../testing/hostInTest"));
const page = atTheDesk();

const OUTCOMES = ["wants_quote", "meeting_set", "call_back"] as const;
const over = talking({ phase: "ended", ended_at: Date.now(), end_reason: "completed" });
const wrapUp: Partial<Calls> = { wrap_up: { call: over, seconds: 1_268, outcomes: [...OUTCOMES] } };
const ended = call({ phase: "ended", incoming: false, media: "audio", end_reason: "busy", ended_at: Date.now() });
const card = { row: CLIENTS[0], opt_out_call: false, portal_access: true } as ClientCard;

/** The button, once one can call. */
const callable = () =>
  waitFor(() => {
    const button = screen.getByRole("button", { name: "Call" });
    expect(button.getAttribute("aria-disabled")).toBeNull();
    return button;
  });
const READS = ["call_history", "call_screens", "call_picture"];
const given = () => core.now.given.filter(([name]) => name.startsWith("call_") && !READS.includes(name));

test("a call that begins takes over the window, and gives it back to the client when it is over", async () => {
  const { at, answers, tell } = await page(<CallTop />, "/today");
  await waitFor(() => expect(answers.getQueryData(["calls", {}])).toBeDefined());
  tell({ current: call({ phase: "connecting" }) });
  await waitFor(() => expect(at()).toBe("/call"));
  tell(wrapUp);
  await waitFor(() => expect(at()).toBe(`/clients/${DANIEL}`));
  expect(await screen.findByRole("heading", { name: "How did it go?" })).toBeDefined();
});

test("a window that opens during a call stays where it was and shows the same call", async () => {
  const { at } = await page(<CallTop />, "/today", { current: talking({ muted: true }) });
  const bar = await screen.findByRole("region", { name: "Current call" });
  expect(bar.textContent).toContain("Daniel Mercer");
  expect(bar.textContent).toMatch(/1[2-9]:\d\d/);
  expect(bar.textContent).toContain("Your microphone is off");
  expect(at()).toBe("/today");
});

test("the bar mutes, holds and ends, by button and by key, also while one writes", async () => {
  const { person } = await page(
    <>
      <CallTop />
      <input aria-label="elsewhere" />
    </>,
    "/today",
    { current: talking() },
  );
  const call_id = talking().id;
  await person.click(await screen.findByRole("button", { name: "Mute" }));
  await person.click(screen.getByRole("textbox", { name: "elsewhere" }));
  await person.keyboard("{Control>}{Shift>}h{/Shift}{/Control}");
  await person.keyboard("{Control>}{Shift>}x{/Shift}{/Control}");
  expect(given()).toEqual([
    ["call_mute", { call_id, on: true }],
    ["call_hold", { call_id, on: true }],
    ["call_hang_up", { call_id }],
  ]);
});

test("a missing microphone is said with the way to the sound devices", async () => {
  await page(<CallTop />, "/today", { current: talking({ sound_fault: { code: "unavailable" } }) });
  const link = await screen.findByRole("alert");
  expect(link.getAttribute("href")).toContain("/settings");
});

test("a ring can be answered in the main window, with voice only too", async () => {
  const { person } = await page(<CallTop />, "/today", { ringing: [call()] });
  const bar = await screen.findByRole("alert", { name: /Daniel Mercer/ });
  await person.click(within(bar).getByRole("button", { name: "Voice" }));
  await person.keyboard("{Control>}{Shift>}a{/Shift}{/Control}");
  expect(given()).toEqual([
    ["call_accept", { call_id: call().id, media: "audio" }],
    ["call_accept", { call_id: call().id, media: "video" }],
  ]);
});

test("a call nobody took says why and can be tried again or put away", async () => {
  const { person } = await page(<CallTop />, "/today", { current: ended });
  expect((await screen.findByRole("status")).textContent).toContain("On another call");
  await person.click(screen.getByRole("button", { name: "Call again" }));
  await person.click(screen.getByRole("button", { name: "Close" }));
  expect(given()).toEqual([
    ["call_start", { client_id: DANIEL, profile_id: null, group_id: null, media: "audio" }],
    ["call_hang_up", { call_id: ended.id }],
  ]);
});

test("the wrap-up starts with the notes of the call; a number chooses and Ctrl Enter saves", async () => {
  core.now.answers["draft_get"] = { body: JSON.stringify("Prefers 430 kWh"), at: 0 };
  const { person } = await page(<CallTop />, "/today", wrapUp);
  const note = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Note, kept from the call" });
  await waitFor(() => expect(note.value).toBe("Prefers 430 kWh"));
  await person.keyboard("2");
  expect(screen.getByRole("button", { name: "Meeting set" }).getAttribute("aria-pressed")).toBe("true");
  await person.click(screen.getByRole("button", { name: /3 days/ }));
  await person.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(core.now.asked("wrap_up_save")).toHaveLength(1));
  expect(core.now.asked("wrap_up_save")[0]).toMatchObject({
    call_id: over.id,
    outcome: "meeting_set",
    note: "Prefers 430 kWh",
    next: { subject: "Call Daniel Mercer", kind: "call" },
  });
});

test("digits and Ctrl Enter typed elsewhere stay there", async () => {
  const { person } = await page(
    <>
      <CallTop />
      <textarea aria-label="elsewhere" />
    </>,
    "/today",
    wrapUp,
  );
  await screen.findByRole("heading", { name: "How did it go?" });
  await person.click(screen.getByRole("textbox", { name: "elsewhere" }));
  await person.keyboard("2{Control>}{Enter}{/Control}");
  expect(screen.getByRole("button", { name: "Meeting set" }).getAttribute("aria-pressed")).toBe("false");
  expect(core.now.asked("wrap_up_save")).toEqual([]);
});

test("a wrap-up that is refused keeps everything and says why", async () => {
  core.now.answers["wrap_up_save"] = undefined;
  const { person } = await page(<CallTop />, "/today", wrapUp);
  await person.click(await screen.findByRole("button", { name: /Call back/ }));
  await person.click(screen.getByRole("button", { name: /^Save/ }));
  expect((await screen.findByRole("alert")).textContent).not.toBe("");
  expect(screen.getByRole("button", { name: "Call back" }).getAttribute("aria-pressed")).toBe("true");
});

test("a wrap-up can be skipped", async () => {
  const { person } = await page(<CallTop />, "/today", wrapUp);
  await person.click(await screen.findByRole("button", { name: "Skip" }));
  expect(core.now.asked("wrap_up_skip")).toEqual([{ call_id: over.id }]);
});

test("whoever skips the questions keeps the notes of the call", async () => {
  core.now.answers["draft_get"] = { body: JSON.stringify("Wants ten pumps"), at: 1 };
  core.now.answers["wrap_up_save"] = { id: "n", count: 1, undo: "back" };
  const { person } = await page(<CallTop />, "/today", wrapUp);
  await screen.findByDisplayValue("Wants ten pumps");
  await person.click(screen.getByRole("button", { name: "Skip" }));
  await waitFor(() => expect(core.now.asked("wrap_up_save")).toHaveLength(1));
  expect(core.now.asked("wrap_up_save")[0]).toEqual({
    call_id: over.id,
    outcome: null,
    note: "Wants ten pumps",
    next: null,
  });
  expect(core.now.asked("wrap_up_skip")).toEqual([]);
});

test("in the call: who, how the line is, what is known, and notes that are kept", async () => {
  const { person } = await page(<InCall />, "/call", { current: talking() });
  expect((await screen.findByRole("timer")).textContent).toMatch(/1[2-9]:\d\d/);
  expect(screen.getByText("Good")).toBeDefined();
  expect(screen.getByText(/CFO Wipha approves/)).toBeDefined();
  await person.type(screen.getByRole("textbox", { name: "Notes of the call" }), "hi");
  await waitFor(() =>
    expect(core.now.asked("draft_save")).toContainEqual({ key: `call:${talking().id}`, body: '"hi"' }),
  );
});

test("the keypad sends tones by mouse and by key", async () => {
  const { person } = await page(<InCall />, "/call", { current: talking() });
  await person.click(await screen.findByRole("button", { name: "Keypad" }));
  await person.click(await screen.findByRole("button", { name: "Key 5" }));
  await person.keyboard("#");
  expect(core.now.asked("call_tone")).toEqual([
    { call_id: talking().id, key: "5" },
    { call_id: talking().id, key: "#" },
  ]);
});

test("before both can talk there is nothing to mute, but the call can be ended", async () => {
  const { person } = await page(<InCall />, "/call", { current: call({ phase: "dialling", incoming: false }) });
  expect((await screen.findByRole<HTMLButtonElement>("button", { name: "Mute" })).disabled).toBe(true);
  expect(screen.getByRole("status").textContent).toBe("Ringing");
  await person.click(screen.getByRole("button", { name: "End" }));
  expect(given()).toEqual([["call_hang_up", { call_id: call().id }]]);
});

test("Escape leaves the call on the bar and goes back to work", async () => {
  const { at, person } = await page(
    <>
      <CallTop />
      <InCall />
    </>,
    "/call",
    { current: talking() },
  );
  expect(at()).toBe("/call");
  await person.keyboard("{Escape}");
  await waitFor(() => expect(at()).toBe("/leads"));
});

test("a client is called by button and by key", async () => {
  const { person } = await page(<ClientCallButtons card={card} />, `/clients/${DANIEL}`);
  await person.click(await callable());
  await person.keyboard("v");
  expect(given()).toEqual([
    ["call_start", { client_id: DANIEL, profile_id: null, group_id: null, media: "audio" }],
    ["call_start", { client_id: DANIEL, profile_id: null, group_id: null, media: "video" }],
  ]);
});

test.each([
  ["calls are impossible", { fault: { code: "calls_unavailable" as const } }, card, "Calls do not work"],
  ["one talks already", { current: talking() }, card, "You are on a call"],
  ["the client asked not to be called", {}, { ...card, opt_out_call: true }, "does not want calls"],
])("when %s the button says so and calls nobody", async (_when, calls, of, why) => {
  const { person } = await page(<ClientCallButtons card={of} />, `/clients/${DANIEL}`, calls);
  const button = await screen.findByRole("button", { name: "Call" });
  expect(button.getAttribute("aria-description")).toContain(why);
  await person.click(button);
  await person.keyboard("c");
  expect(given()).toEqual([]);
});

test("a client without portal access is invited, and the link can be copied", async () => {
  core.now.answers["call_start"] = () => {
    throw { code: "not_found" };
  };
  const { person } = await page(
    <>
      <CallTop />
      <ClientCallButtons card={card} />
    </>,
    `/clients/${DANIEL}`,
  );
  await person.click(await callable());
  await person.click(await screen.findByRole("button", { name: "Make the link" }));
  const link = await screen.findByRole<HTMLInputElement>("textbox", { name: /Link for Daniel/ });
  expect(link.value).toBe("https://portal.example/#abc");
  expect(core.now.asked("customer_invite")).toEqual([{ id: DANIEL }]);
  await person.click(screen.getByRole("button", { name: "Copy" }));
  expect(await navigator.clipboard.readText()).toBe("https://portal.example/#abc");
  expect(await screen.findByText("Copied")).toBeDefined();
});

test("the status is shown in words and changed, also for a while", async () => {
  const { person, tell } = await page(<PresenceMenu />, "/today");
  await person.click(await screen.findByRole("button", { name: "You are shown as Available" }));
  await person.click(await screen.findByRole("menuitemradio", { name: "Do not disturb" }));
  expect(core.now.asked("presence_set")).toEqual([{ presence: "do_not_disturb", until: null }]);
  tell({ presence: { presence: "do_not_disturb", until: null } });
  await person.click(await screen.findByRole("menuitemradio", { name: "1 hour" }));
  expect(core.now.asked("presence_set")[1]).toMatchObject({ presence: "do_not_disturb" });
  expect((core.now.asked("presence_set")[1] as { until: number }).until).toBeGreaterThan(Date.now());
});

test("it all speaks Thai", async () => {
  await page(
    <>
      <CallTop />
      <PresenceMenu />
    </>,
    "/today",
    { current: talking({ held: true }) },
    "th",
  );
  const bar = await screen.findByRole("region", { name: "สายปัจจุบัน" });
  expect(bar.textContent).toContain("พักสายอยู่");
  expect(screen.getByRole("button", { name: "วางสาย" })).toBeDefined();
  expect(screen.getByRole("button", { name: "สถานะของคุณ ว่าง" })).toBeDefined();
});

test.each([
  ["the bar", <CallTop key="top" />, { current: talking() }],
  ["the wrap-up", <CallTop key="top" />, wrapUp],
  ["the call", <InCall key="call" />, { current: talking({ sound_fault: { code: "unavailable" as const } }) }],
  ["the history", <CallsScreen key="calls" />, {}],
  ["the sound devices", <SoundPart key="sound" />, {}],
])("axe finds no fault with %s", async (_name, part, calls) => {
  await page(part, "/calls", calls);
  await waitFor(() => expect(document.body.textContent).not.toBe(""));
  const rules = { region: { enabled: false }, "heading-order": { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("keys that do nothing now are listed but cannot be given", async () => {
  await page(<CallTop />, "/today");
  fireEvent.keyDown(document.body, { key: "A", ctrlKey: true, shiftKey: true });
  fireEvent.keyDown(document.body, { key: "M", ctrlKey: true, shiftKey: true });
  expect(given()).toEqual([]);
});
