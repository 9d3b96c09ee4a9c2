// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Check, Checked, DoctorReport, Finding, Problem } from "../../host/api";
import { Toasts } from "../../kit/Toasts";
import { onScreen } from "../../testing/onScreen";
import { scriptedHost } from "../../testing/scriptedHost";
import { Doctor } from "./Doctor";
import { PARTS } from "./doctorWords";

const core = vi.hoisted(() => ({
  now: undefined as unknown as ReturnType<typeof scriptedHost>,
  target: null as string | null,
}));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
    pickTarget: async () => core.target,
  },
}));

function checked(check: Check, finding: Finding, more: Partial<Checked> = {}): Checked {
  return {
    check,
    finding,
    verdict: finding === "works" ? "fine" : "to_fix",
    problem: null,
    name: null,
    figure: null,
    ...more,
  };
}

const refused: Problem = { code: "camera_refused" } as Problem;

const REPORT: DoctorReport = {
  at: new Date(2026, 10, 22, 10, 42).getTime(),
  checks: [
    checked("call_library", "works", { name: "0.13.2" }),
    checked("microphone", "works", { name: "Jabra Evolve2 40" }),
    checked("camera", "fails", { verdict: "to_know", problem: refused }),
    checked("server", "works", { figure: 1_038 }),
    checked("clock", "off", { verdict: "to_know", figure: -301_240 }),
    checked("keyring", "locked"),
    checked("folder", "works", { name: "/home/naphat/leadline", figure: 38_400_000_000 }),
  ],
};

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers = { doctor: REPORT, diagnostics_save: {} };
  core.target = null;
});

async function line(name: string) {
  const found = (await screen.findByText(name)).closest("li");
  if (!found) throw new Error(`${name} is no line of the report`);
  return within(found);
}

test("each thing is named with how it is, and with what to do where somebody has to", async () => {
  onScreen(<Doctor />);
  (await line("Call library")).getByText("loaded, version 0.13.2");
  (await line("Microphone")).getByText("Jabra Evolve2 40");
  (await line("Server answers")).getByText("in 1,038 ms");
  (await line("Clock")).getByText("301.2 s from the server");
  (await line("Disk space")).getByText("38 GB free in /home/naphat/leadline");
  const camera = await line("Camera");
  camera.getByText("Leadline may not use the camera");
  camera.getByText(/Calls work without it/);
  camera.getByRole("img", { name: "To know" });
  const keyring = await line("Keyring");
  keyring.getByText("wants its password first");
  keyring.getByText(/Unlock the keyring/);
  keyring.getByRole("img", { name: "To fix" });
  expect(screen.getByRole("status").textContent).toBe("4 fine, 1 to fix, 2 to know. Checked at 10:42.");
});

test("the same is said in Thai", async () => {
  onScreen(<Doctor />, { language: "th" });
  (await line("ที่เก็บกุญแจ")).getByText("ขอรหัสผ่านก่อน");
  expect(screen.getByRole("status").textContent).toBe("ผ่าน 4 ข้อ ต้องแก้ 1 ข้อ ควรรู้ 2 ข้อ ตรวจเมื่อ 10:42");
});

test("everything is looked at again when asked, and what was mended is fine", async () => {
  const { person } = onScreen(<Doctor />);
  await line("Keyring");
  core.now.answers["doctor"] = { ...REPORT, checks: [checked("keyring", "works")] };
  await person.click(screen.getByRole("button", { name: "Check again" }));
  await waitFor(async () => (await line("Keyring")).getByText("open"));
  expect(core.now.asked("doctor")).toHaveLength(2);
});

test("diagnostics are saved where the person chose, and nowhere if they did not", async () => {
  const { person } = onScreen(
    <>
      <Doctor />
      <Toasts />
    </>,
  );
  const save = await screen.findByRole("button", { name: "Save diagnostics…" });
  await person.click(save);
  expect(core.now.asked("diagnostics_save")).toEqual([]);
  core.target = "/tmp/leadline-diagnostics.zip";
  await person.click(save);
  await screen.findByText("Saved. Send this file to whoever helps you.");
  expect(core.now.asked("diagnostics_save")).toEqual([{ path: "/tmp/leadline-diagnostics.zip" }]);
});

test.each(["en", "th"] as const)("nothing that can be found is without words: %s", async (language) => {
  const findings: Finding[] = [
    "works",
    "fails",
    "timed_out",
    "locked",
    "in_file",
    "no_server",
    "off",
    "little_room",
    "no_notifications",
    "no_buttons",
    "no_panel",
  ];
  for (const finding of findings) {
    const problem = finding === "fails" ? ({ code: "offline" } as Problem) : null;
    const all = Object.values(PARTS).flat();
    const checks = all.map((check) => checked(check, finding, { problem, name: "x", figure: 1 }));
    core.now.answers["doctor"] = { at: 0, checks };
    const { unmount, container } = onScreen(<Doctor />, { language });
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(checks.length));
    // A message that is missing shows its id.
    expect(container.textContent).not.toMatch(/doctor-|problem-|remedy-/);
    unmount();
  }
});
