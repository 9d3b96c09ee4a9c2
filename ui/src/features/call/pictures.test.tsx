// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import axe from "axe-core";
import { expect, test, vi } from "vitest";
import { talking } from "../../gallery/people";
import { atTheDesk } from "../../testing/atTheDesk";
import { core } from "../../testing/hostInTest";
import { InCall } from "./screens";

vi.mock("../../host", () => import("../../testing/hostInTest"));
const page = atTheDesk();

const theirs = { of: "c:1", name: "Daniel Mercer", kind: "camera" } as const;

test("what the others show and what they see of oneself has names", async () => {
  const screenToo = { of: "c:1", name: "Daniel Mercer", kind: "screen" } as const;
  await page(<InCall />, "/call", { current: talking({ camera: true, pictures: [screenToo, theirs] }) });
  expect(await screen.findByRole("img", { name: "Screen of Daniel Mercer" })).toBeDefined();
  expect(screen.getByRole("img", { name: "Daniel Mercer" })).toBeDefined();
  expect(screen.getByRole("img", { name: "Your own picture" })).toBeDefined();
  expect((await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } })).violations).toEqual([]);
});

test("pictures of several people carry their own names", async () => {
  const others = [theirs, { of: "u:2", name: "Sureeporn Wong", kind: "camera" } as const];
  await page(<InCall />, "/call", { current: talking({ pictures: others }) });
  expect(await screen.findByRole("img", { name: "Daniel Mercer" })).toBeDefined();
  expect(screen.getByRole("img", { name: "Sureeporn Wong" })).toBeDefined();
});

test("without a camera on either side there is a face and no picture", async () => {
  await page(<InCall />, "/call", { current: talking() });
  await screen.findByRole("timer");
  expect(screen.queryByRole("img", { name: "Your own picture" })).toBeNull();
});

test("why one is not seen is said, and the call goes on", async () => {
  await page(<InCall />, "/call", { current: talking({ camera_fault: { code: "camera_refused" } }) });
  expect((await screen.findByRole("alert")).textContent).toContain("may not use the camera");
});

test("a screen or a window is chosen to be shown, and taken away again", async () => {
  const { person, tell } = await page(<InCall />, "/call", { current: talking() });
  await person.click(await screen.findByRole("button", { name: "Share" }));
  await screen.findByRole("button", { name: "Screen 1" });
  await person.click(screen.getByRole("button", { name: "Offer.pdf" }));
  tell({ current: talking({ sharing: true }) });
  expect(await screen.findByText("They see your screen.")).toBeDefined();
  await person.click(screen.getByRole("button", { name: "Stop sharing" }));
  const call_id = talking().id;
  expect(core.now.asked("call_share")).toEqual([
    { call_id, screen: "window:7" },
    { call_id, screen: null },
  ]);
});

test("where the desktop asks what to show, pressing once has it ask", async () => {
  core.now.answers["call_screens"] = { screens: [{ id: "asked", name: "", kind: "asked" }], fault: null };
  const { person } = await page(<InCall />, "/call", { current: talking() });
  await person.click(await screen.findByRole("button", { name: "Share" }));
  expect(core.now.asked("call_share")).toEqual([{ call_id: talking().id, screen: "asked" }]);
  expect(screen.queryByRole("button", { name: "Screen 1" })).toBeNull();
});

test("where no screen can be shown there is nothing to press, and why is said", async () => {
  core.now.answers["call_screens"] = { screens: [], fault: { code: "screen_refused" } };
  await page(<InCall />, "/call", { current: talking({ share_fault: { code: "screen_refused" } }) });
  expect((await screen.findByRole("alert")).textContent).toContain("cannot be shared from this desktop");
  expect(screen.queryByRole("button", { name: "Share" })).toBeNull();
});
