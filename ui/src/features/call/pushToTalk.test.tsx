// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { talking } from "../../gallery/people";
import type { CallView } from "../../host/api";
import { atTheDesk } from "../../testing/atTheDesk";
import { core } from "../../testing/hostInTest";
import { CallTop } from ".";
import { InCall } from "./screens";
import { SoundPart } from "./SoundPart";

vi.mock("../../host", () => import("../../testing/hostInTest"));
const page = atTheDesk();
const call_id = talking().id;

const inCall = async (of: Partial<CallView> = { muted: true }, push_to_talk = true) => {
  const drawn = await page(
    <>
      <CallTop />
      <input aria-label="elsewhere" />
      <button type="button">other</button>
    </>,
    "/today",
    { current: talking(of), push_to_talk },
  );
  await screen.findByRole("region", { name: "Current call" });
  return drawn;
};
const space = (kind: "keyDown" | "keyUp", at: Element = document.body, more = {}) =>
  fireEvent[kind](at, { key: " ", ...more });
const mutes = () => core.now.asked("call_mute").map((request) => (request as { on: boolean }).on);
const muted = (expected: boolean[]) => waitFor(() => expect(mutes()).toEqual(expected));

test("Space is held to be heard and let go to be muted; its repeats say nothing new and do not scroll", async () => {
  await inCall();
  expect(space("keyDown")).toBe(false);
  expect(space("keyDown", document.body, { repeat: true })).toBe(false);
  expect(space("keyDown")).toBe(false);
  await muted([false]);
  space("keyUp");
  await muted([false, true]);
  space("keyUp");
  space("keyDown", document.body, { repeat: true });
  expect(core.now.asked("call_mute")).toEqual([
    { call_id, on: false },
    { call_id, on: true },
  ]);
});

test("a key let go before the core has answered mutes after it, not before", async () => {
  await inCall();
  let answer!: (calls: unknown) => void;
  core.now.answers["call_mute"] = () => new Promise((answered) => (answer = answered));
  space("keyDown");
  space("keyUp");
  await muted([false]);
  answer(core.now.answers["calls"]);
  await muted([false, true]);
});

test.each([
  ["the window is left", () => fireEvent.blur(window)],
  [
    "the window is hidden",
    () => {
      const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
      fireEvent(document, new Event("visibilitychange"));
      hidden.mockRestore();
    },
  ],
])("nobody is heard any more when %s", async (_, leave) => {
  await inCall();
  space("keyDown");
  leave();
  await muted([false, true]);
});

test("the call that ends while the key is held is left muted", async () => {
  const { tell } = await inCall();
  space("keyDown");
  await muted([false]);
  tell({ current: talking({ phase: "ended", end_reason: "completed" }), push_to_talk: true });
  await muted([false, true]);
});

test("Space stays what it is where one writes or presses, but on the button that mutes it talks", async () => {
  await inCall();
  for (const at of [screen.getByRole("textbox"), screen.getByRole("button", { name: "other" })]) {
    expect(space("keyDown", at)).toBe(true);
    expect(space("keyUp", at)).toBe(true);
  }
  space("keyDown", document.body, { ctrlKey: true });
  expect(mutes()).toEqual([]);
  const mute = screen.getByRole("button", { name: "Unmute" });
  space("keyDown", mute);
  expect(space("keyUp", mute), "it is not pressed as well").toBe(false);
  await muted([false, true]);
});

test("a page that begins while the microphone is on mutes it", async () => {
  await inCall({ muted: false });
  await muted([true]);
});

test("without push to talk Space does nothing", async () => {
  await inCall({ muted: true }, false);
  space("keyDown");
  space("keyUp");
  expect(mutes()).toEqual([]);
});

test.each([
  ["en", "Hold Space to talk", "They hear you"],
  ["th", "กด Space ค้างเพื่อพูด", "อีกฝ่ายได้ยินคุณอยู่"],
] as const)("the bar and the stage say what to hold (%s)", async (language, hold, heard) => {
  const both = (
    <>
      <CallTop />
      <InCall />
    </>
  );
  const { tell } = await page(both, "/today", { current: talking({ muted: true }), push_to_talk: true }, language);
  await waitFor(() => expect(screen.getAllByText(hold)).toHaveLength(2));
  tell({ current: talking(), push_to_talk: true });
  await waitFor(() => expect(screen.getAllByText(heard)).toHaveLength(2));
});

test("it is chosen where the microphone is", async () => {
  const { person, tell } = await page(<SoundPart />, "/settings");
  const choice = await screen.findByRole("switch", { name: "Push to talk" });
  expect(choice.getAttribute("aria-checked")).toBe("false");
  await person.click(choice);
  expect(core.now.asked("push_to_talk")).toEqual([{ on: true }]);
  tell({ push_to_talk: true });
  await waitFor(() => expect(choice.getAttribute("aria-checked")).toBe("true"));
});
