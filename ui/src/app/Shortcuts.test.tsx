// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { ALONE, sessionOf, VIEWING } from "../gallery/people";
import type { SessionState } from "../host/api";
import { ask, answersOfTheCore } from "../host/query";
import { onScreen } from "../testing/onScreen";
import { scriptedHost } from "../testing/scriptedHost";
import { Shortcuts } from "./Shortcuts";
import { useSurface } from "./surfaces";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

beforeEach(() => {
  core.now = scriptedHost();
});

/** What the sheet lists for somebody who stands on none of the screens. */
async function listed(more: Partial<SessionState> = {}) {
  core.now.answers = { session: { ...sessionOf("en", "light"), ...more } };
  const answers = answersOfTheCore(() => undefined);
  await answers.prefetchQuery(ask("session", {}));
  onScreen(<Shortcuts />, { answers });
  act(() => useSurface.setState({ open: "shortcuts" }));
  await screen.findByRole("dialog");
  return screen.getAllByRole("term").map((term) => term.textContent);
}

test("the whole sheet is there on every screen, what two places do alike once", async () => {
  const titles = await listed();
  expect(titles).toEqual(expect.arrayContaining(["Today", "Down", "New lead", "Stage", "Snooze", "Hold", "Send now"]));
  expect(new Set(titles).size).toBe(titles.length);
});

test("nobody is told of what their role refuses", async () => {
  const titles = await listed(VIEWING);
  expect(titles).toContain("Down");
  for (const refused of ["New lead", "Import", "Assign", "Stage", "Done", "Delete"])
    expect(titles).not.toContain(refused);
});

test("alone there are no calls and no exchange", async () => {
  const titles = await listed(ALONE);
  expect(titles).toContain("New lead");
  for (const together of ["Calls", "Hold", "Sync centre", "Send now"]) expect(titles).not.toContain(together);
});
