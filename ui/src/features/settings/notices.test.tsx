// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { sessionOf } from "../../gallery/people";
import type { Language, NoticeSettings } from "../../host/api";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { Settings } from "./Settings";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const USUAL: NoticeSettings = { missed_calls: true, tasks_due: true, reminders: true, quiet: null };

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers["notice_settings"] = USUAL;
  core.now.answers["notice_choose"] = (wish: NoticeSettings) => wish;
});

async function page(language: Language = "en") {
  core.now.answers["session"] = sessionOf(language, "light");
  return inRouter(<Settings part="notices" onPart={() => undefined} />, "/settings", { language });
}
const chosen = () => core.now.asked("notice_choose");

test("each kind is switched by itself, upon what was chosen before", async () => {
  const { person } = await page();
  await person.click(await screen.findByRole("switch", { name: "Tasks that become due" }));
  await waitFor(() => expect(chosen()).toEqual([{ ...USUAL, tasks_due: false }]));
  await screen.findByRole("switch", { name: "Tasks that become due", checked: false });
  await person.click(screen.getByRole("switch", { name: "Missed calls" }));
  await waitFor(() => expect(chosen().at(-1)).toEqual({ ...USUAL, tasks_due: false, missed_calls: false }));
});

test("quiet hours begin with the usual ones, and without a day they never come", async () => {
  const { person } = await page("th");
  await person.click(await screen.findByRole("switch", { name: "ช่วงเวลาเงียบ" }));
  const usual = { from: 1200, until: 480, days: [0, 1, 2, 3, 4, 5, 6] };
  await waitFor(() => expect(chosen()).toEqual([{ ...USUAL, quiet: usual }]));
  for (const day of ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."]) {
    await person.click(await screen.findByRole("button", { name: day, pressed: true }));
    await screen.findByRole("button", { name: day, pressed: false });
  }
  await screen.findByText("ยังไม่ได้เลือกวัน จึงแจ้งเตือนเสมอ");
});

test("a choice that is refused is not shown as chosen", async () => {
  core.now.answers["notice_choose"] = undefined;
  const { person } = await page();
  await person.click(await screen.findByRole("switch", { name: "Missed calls" }));
  await waitFor(() => expect(chosen()).toHaveLength(1));
  await screen.findByRole("switch", { name: "Missed calls", checked: true });
});

test("one is shown on the desktop to try it, and who shows it is said; or that nobody does", async () => {
  core.now.answers["notice_try"] = { shown_by: "GNOME Shell" };
  const { person } = await page();
  await person.click(await screen.findByRole("button", { name: "See one now" }));
  expect(await screen.findByText(/GNOME Shell has shown one/)).toBeDefined();
  core.now.answers["notice_try"] = { shown_by: null };
  await person.click(screen.getByRole("button", { name: "See one now" }));
  expect(await screen.findByText(/This computer shows none/)).toBeDefined();
});
