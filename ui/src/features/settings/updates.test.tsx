// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { NOW, sessionOf } from "../../gallery/people";
import { failed, UPDATES } from "../../gallery/updated";
import { StatusStrip } from "../../app/StatusStrip";
import type { Calls, Language, UpdateFault, Updates, UpdateSettings } from "../../host/api";
import { answersOfTheCore, followEvents } from "../../host/query";
import { inRouter } from "../../testing/inRouter";
import { NO_CALLS, scriptedHost } from "../../testing/scriptedHost";
import { Settings } from "./Settings";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
// What happened an hour ago happened today.
vi.hoisted(() => vi.useFakeTimers({ now: new Date().setHours(12), toFake: ["Date"] }));

vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

beforeAll(() => import("./UpdateWaits"));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  core.now = scriptedHost();
  core.now.answers["calls"] = NO_CALLS;
  return () => vi.useRealTimers();
});

async function page(updates: Updates, language: Language = "en") {
  core.now.answers["session"] = sessionOf(language, "light");
  core.now.answers["updates"] = updates;
  const answers = answersOfTheCore(() => undefined);
  followEvents(answers);
  const parts = (
    <>
      <Settings part="updates" onPart={() => undefined} />
      <StatusStrip />
    </>
  );
  return inRouter(parts, "/settings", { language, answers });
}
const status = (says: string) => waitFor(() => expect(screen.getByRole("status").textContent).toBe(says));
const tell = (state: Updates) => core.now.tell({ updates: { state } });

test("a copy of the package manager says so and offers nothing to press", async () => {
  await page(UPDATES.system);
  await status("Your system’s package manager keeps this copy up to date");
  expect(screen.queryByRole("switch")).toBeNull();
  expect(screen.queryByRole("button", { name: "Look for updates" })).toBeNull();
});

test("an update is followed from the question to the restart", async () => {
  core.now.answers["updates_look"] = UPDATES.looking;
  core.now.answers["updates_fetch"] = UPDATES.downloading;
  core.now.answers["updates_install"] = UPDATES.installing;
  const { person } = await page(UPDATES.newest);
  await status("Leadline is up to date");
  screen.getByText("You have version 0.1.0. Last looked 1 h ago.");
  await person.click(screen.getByRole("button", { name: "Look for updates" }));
  await status("Looking for a newer version");
  tell(UPDATES.available);
  await status("Version 0.2.0 is available");
  screen.getByText(/Calls to several colleagues/);
  await person.click(screen.getByRole("button", { name: "Download it" }));
  await status("Version 0.2.0 is on its way");
  screen.getByRole("progressbar", { name: "Version 0.2.0 is on its way" });
  screen.getByText("11 MB of 19 MB");
  expect(screen.queryByRole("link")).toBeNull();
  tell(UPDATES.ready);
  await status("Version 0.2.0 is ready");
  await screen.findByRole("link", { name: "Update to version 0.2.0 is ready" });
  await person.click(screen.getByRole("button", { name: "Restart and update" }));
  await status("Version 0.2.0 is being installed");
  tell(UPDATES.declined);
  await status("Version 0.2.0 is ready");
  screen.getByText(/the question of the system was closed/);
  screen.getByRole("button", { name: "Restart and update" });
});

test("during a call nothing can be begun, and the page says why", async () => {
  const ringing = { ...NO_CALLS, ringing: [{ phase: "ringing" }] } as unknown as Calls;
  core.now.answers["calls"] = ringing;
  await page(UPDATES.ready);
  await screen.findByText("Updates wait until the call has ended.");
  expect(screen.getByRole("button", { name: "Restart and update" })).toHaveProperty("disabled", true);
  core.now.tell({ calls: { state: NO_CALLS } });
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Restart and update" })).toHaveProperty("disabled", false),
  );
  expect(screen.queryByText("Updates wait until the call has ended.")).toBeNull();
});

test("a refusal that comes too late to be shown asks how it stands", async () => {
  const { person } = await page(UPDATES.ready);
  await status("Version 0.2.0 is ready");
  core.now.answers["updates"] = UPDATES.installing;
  await person.click(screen.getByRole("button", { name: "Restart and update" }));
  await status("Version 0.2.0 is being installed");
});

test("channel and looking by itself are chosen one upon the other", async () => {
  core.now.answers["updates_set"] = (settings: UpdateSettings) => ({ ...UPDATES.newest, settings });
  const { person } = await page(UPDATES.newest);
  await person.click(await screen.findByRole("switch", { name: "Look for updates by itself" }));
  await screen.findByRole("switch", { name: "Look for updates by itself", checked: false });
  await person.click(screen.getByRole("radio", { name: "Beta" }));
  await screen.findByText(/Earlier than others/);
  expect(core.now.asked("updates_set")).toEqual([
    { channel: "stable", by_itself: false },
    { channel: "beta", by_itself: false },
  ]);
});

test.each(["en", "th"] as const)("no stage and no fault is without words: %s", async (language) => {
  const faults: UpdateFault[] = [
    "feed_away",
    "feed_unreadable",
    "cut_off",
    "too_large",
    "bad_signature",
    "other_version",
    "disk_full",
    "folder_unusable",
    "lost",
    "declined",
    "not_allowed",
    "install_failed",
  ];
  const { container } = await page(UPDATES.never, language);
  for (const state of [...Object.values(UPDATES), ...faults.map(failed)]) {
    tell(state);
    await waitFor(() => expect(screen.getByRole("status").textContent).not.toBe(""));
    // A message that is missing shows its id.
    expect(container.textContent).not.toMatch(/updates-/);
  }
});
