// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { SYNCED } from "../gallery/people";
import type { Language } from "../host/api";
import { reportJob, type Job } from "../host/jobs";
import { inRouter } from "../testing/inRouter";
import { scriptedHost } from "../testing/scriptedHost";
import { StatusStrip } from "./StatusStrip";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers = { sync_status: SYNCED, job_stop: {} };
});

const job = (kind: string, finished = false): Job => ({
  id: `job-${kind}`,
  kind,
  done: 500,
  total: 20_000,
  finished,
  problem: null,
});
const drawn = (language: Language = "en") => inRouter(<StatusStrip />, "/leads", { language });

test.each([
  ["bulk", "en", "Stop changing", "What is done by then stays."],
  ["import", "en", "Stop importing", "What is done by then stays."],
  ["bulk", "th", "หยุด การแก้ไข", "สิ่งที่ทำไปแล้วยังอยู่"],
] as const)(
  "%s work is stopped from the keyboard, in %s, and what stays is said",
  async (kind, language, name, stays) => {
    const { person } = await drawn(language);
    act(() => reportJob(job(kind)));
    const stop = screen.getByRole("button", { name });
    expect(stop.getAttribute("aria-description")).toBe(stays);
    await person.tab();
    while (document.activeElement !== stop && document.activeElement !== document.body) await person.tab();
    await person.keyboard("{Enter}{Enter}");
    expect(core.now.asked("job_stop")).toEqual([{ id: `job-${kind}` }]);
    expect(stop.getAttribute("aria-disabled")).toBe("true");
    act(() => reportJob(job(kind, true)));
    expect(screen.queryByRole("button", { name })).toBeNull();
  },
);

test.each([
  ["en", "The clock of this computer is off. Set date and time in the system settings."],
  ["th", "นาฬิกาของเครื่องนี้ไม่ตรง ให้ตั้งวันที่และเวลาในการตั้งค่าระบบ"],
] as const)("a clock that is off is named with what to do, in %s", async (language, sentence) => {
  core.now.answers["sync_status"] = { ...SYNCED, clock_off_ms: -300_000 };
  await drawn(language);
  expect(await screen.findByText(sentence)).toBeDefined();
});
