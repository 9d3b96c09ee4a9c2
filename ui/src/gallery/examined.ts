import type { Check, Checked, DoctorReport, Finding, Verdict } from "../host/api";
import { NOW } from "./people";

function line(check: Check, verdict: Verdict, finding: Finding, more: Partial<Checked> = {}): Checked {
  return { check, verdict, finding, problem: null, name: null, figure: null, ...more };
}

/** A computer on which everything needed works. */
export const WELL: DoctorReport = {
  at: NOW,
  checks: [
    line("call_library", "fine", "works", { name: "0.13.2" }),
    line("microphone", "fine", "works", { name: "Jabra Evolve2 40" }),
    line("speaker", "fine", "works", { name: "Jabra Evolve2 40" }),
    line("camera", "fine", "works", { name: "Logitech BRIO" }),
    line("rooms", "fine", "works", { figure: 24 }),
    line("server", "fine", "works", { figure: 38 }),
    line("live_connection", "fine", "works"),
    line("clock", "fine", "works", { figure: 212 }),
    line("keyring", "fine", "works"),
    line("folder", "fine", "works", { name: "/home/naphat/.local/share/leadline", figure: 38_400_000_000 }),
    line("local_data", "fine", "works", { figure: 412_000_000 }),
    line("logs", "fine", "works", { name: "/home/naphat/.local/share/leadline/logs", figure: 38_400_000_000 }),
    line("notifications", "fine", "works", { name: "gnome-shell" }),
    line("tray", "to_know", "no_panel"),
  ],
};

/** A computer on which little does. */
export const ILL: DoctorReport = {
  at: NOW,
  checks: [
    line("call_library", "to_fix", "fails", { problem: { code: "call_library_missing" } }),
    line("microphone", "to_fix", "fails", { problem: { code: "no_microphone" } }),
    line("speaker", "to_fix", "timed_out"),
    line("camera", "to_know", "fails", { problem: { code: "camera_refused" } }),
    line("server", "to_fix", "fails", { problem: { code: "offline" } }),
    line("live_connection", "to_fix", "fails", { problem: { code: "offline" } }),
    line("keyring", "to_fix", "locked"),
    line("folder", "to_fix", "little_room", { name: "/home/naphat/.local/share/leadline", figure: 41_000_000 }),
    line("local_data", "fine", "works", { figure: 412_000_000 }),
    line("logs", "to_know", "fails", { problem: { code: "folder_unusable" } }),
    line("notifications", "to_know", "no_buttons", { name: "notify-osd" }),
    line("tray", "to_know", "no_panel"),
  ],
};
