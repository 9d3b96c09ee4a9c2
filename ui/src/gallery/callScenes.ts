import type { Calls, DraftKey } from "../host/api";
import { OUTCOMES } from "../words/field";
import { call, DANIEL, NOW, sureepornsCall, talking } from "./people";
import { main, sees, type Answers, type Scene } from "./scene";

const over = talking({ phase: "ended", ended_at: NOW - 4_000, end_reason: "completed" });
const dialling = call({ phase: "dialling", incoming: false, media: "audio" });
const NOTES =
  "1:15 Prefers 430 kWh, 8-year warranty.\n4:50 Two invoices: battery and panels.\n11:47 ส่งผลทดสอบโหลดภายในวันจันทร์";
const answers: Answers = {
  draft_get: ({ key }: DraftKey) => ({ body: key.startsWith("call:") ? JSON.stringify(NOTES) : null, at: NOW }),
};
const presence: Calls["presence"] = { presence: "on_call", until: null };

/** A call in the main window, from dialling to what is written down after it. */
export const CALLS: Scene[] = [
  main("call-dialling", "/call", { calls: { current: dialling, presence } }),
  main("call-talking", "/call", {
    calls: { current: talking({ other_muted: true, other_camera: true, camera: true }), presence },
    answers,
  }),
  main("call-held", "/call", { calls: { current: talking({ held: true, quality: "poor" }), presence } }),
  main("call-reconnecting", "/call", { calls: { current: talking({ reconnecting: true }), presence } }),
  main("call-no-microphone", "/call", {
    calls: { current: talking({ sound_fault: { code: "unavailable" }, quality: "fair" }), presence },
  }),
  main("call-colleague", "/call", {
    calls: {
      current: talking({
        other: { kind: "CRM_USER", id: "p2", name: "Ploypailin Wong" },
        client_id: null,
        facts: null,
      }),
      presence,
    },
  }),
  main("bar", "/leads", { does: sees("call-open"), calls: { current: talking({ muted: true }), presence }, answers }),
  main("bar-ringing", "/leads", { does: sees("ring-decline"), calls: { ringing: [call()] } }),
  main("bar-second", "/leads", {
    does: sees("call-open"),
    calls: { ringing: [sureepornsCall({ next_in_line: "Sales" })], current: talking(), presence },
  }),
  main("bar-waiting", "/leads", {
    does: sees("call-open"),
    calls: { waiting: [sureepornsCall()], current: talking(), presence },
  }),
  main("call-they-talk", "/call", { calls: { current: { ...dialling, call_waiting: true }, presence } }),
  main("bar-busy", `/clients/${DANIEL}`, {
    does: sees("call-again"),
    calls: { current: { ...dialling, phase: "ended", ended_at: NOW, end_reason: "busy" } },
  }),
  main("wrap-up", `/clients/${DANIEL}`, {
    does: sees("wrap_up-title"),
    calls: {
      wrap_up: { call: over, seconds: 1_268, outcomes: [...OUTCOMES] },
      presence: { presence: "wrap_up", until: NOW + 96_000 },
    },
    answers,
  }),
  main("calls", "/calls"),
];
