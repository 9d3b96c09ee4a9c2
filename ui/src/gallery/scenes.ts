import type { Calls, DraftKey, OpenedLink, SessionState } from "../host/api";
import type { AnswerOf, CommandName } from "../host/commands";
import { OUTCOMES } from "../words/field";
import { ILL } from "./examined";
import {
  ALONE,
  call,
  CLIENTS,
  DANIEL,
  DECIDING,
  MANAGING,
  NOW,
  strangersCall,
  sureepornsCall,
  SYNCED,
  talking,
} from "./people";
import { CONFLICT } from "./synced";
import { failed, UPDATES } from "./updated";

/** One state of a screen: what the core says, and where one stands. */
export type Scene = {
  name: string;
  window: "ring" | "main";
  /** Route of the main window. */
  path?: string;
  calls?: Partial<Calls>;
  /** Who sits there and how far they got; a colleague at work unless it is said. */
  session?: Partial<SessionState>;
  answers?: { [Name in CommandName]?: (request: never) => AnswerOf<Name> };
};

const RINGS: Scene[] = [
  { name: "ring-video", window: "ring", calls: { ringing: [call()] } },
  { name: "ring-voice", window: "ring", calls: { ringing: [sureepornsCall()] } },
  { name: "ring-stranger", window: "ring", calls: { ringing: [strangersCall()] } },
  {
    name: "ring-colleague",
    window: "ring",
    calls: {
      ringing: [
        call({
          media: "audio",
          other: { kind: "CRM_USER", id: "p2", name: "Ploypailin Wong" },
          client_id: null,
          facts: null,
        }),
      ],
    },
  },
  { name: "ring-several", window: "ring", calls: { ringing: [strangersCall(), call(), sureepornsCall()] } },
  {
    name: "ring-second",
    window: "ring",
    calls: { ringing: [sureepornsCall({ next_in_line: "ฝ่ายขาย" })], current: talking() },
  },
  {
    name: "ring-connecting",
    window: "ring",
    calls: { current: call({ phase: "connecting", answered_at: NOW }) },
  },
  {
    name: "ring-answered-elsewhere",
    window: "ring",
    calls: { elsewhere: call({ phase: "ended", stopped: "answered_elsewhere", ended_at: NOW }) },
  },
  {
    name: "ring-declined-elsewhere",
    window: "ring",
    calls: { elsewhere: call({ phase: "ended", stopped: "declined_elsewhere", ended_at: NOW }) },
  },
];

const over = talking({ phase: "ended", ended_at: NOW - 4_000, end_reason: "completed" });
const dialling = call({ phase: "dialling", incoming: false, media: "audio" });
const drafts = (notes: string): Scene["answers"] => ({
  draft_get: ({ key }: DraftKey) => ({ body: key.startsWith("call:") ? JSON.stringify(notes) : null, at: NOW }),
});
/** Another program handed this over. */
const handedOver = (link: OpenedLink): Scene["answers"] => ({ link_take: () => ({ link }) });
const NOTES =
  "1:15 Prefers 430 kWh, 8-year warranty.\n4:50 Two invoices: battery and panels.\n11:47 ส่งผลทดสอบโหลดภายในวันจันทร์";

const main = (name: string, path: string, calls: Partial<Calls>, answers: Scene["answers"] = {}): Scene => ({
  name,
  window: "main",
  path,
  calls,
  answers,
});
const onCall: Calls["presence"] = { presence: "on_call", until: null };

/** What somebody without a server sees. */
const ALONE_SCENES: Scene[] = Object.entries({
  leads: "/leads",
  client: `/clients/${DANIEL}`,
  settings: "/settings?part=notices",
}).map(([name, path]) => ({
  ...main(`alone-${name}`, path, {}, { sync_status: () => ({ ...SYNCED, link: "alone" }) }),
  session: ALONE,
}));

const AT_FIRST: Partial<SessionState> = { account: null, devices_tried: false };
const FIRST_RUN: Scene[] = [
  { ...main("first-key", "/", {}), session: { ...AT_FIRST, stage: "needs_key_consent" } },
  { ...main("first-sign-in", "/", {}), session: { ...AT_FIRST, stage: "signed_out" } },
  {
    ...main("sign-in-again", "/", {}),
    session: {
      stage: "signed_out",
      account: null,
      last_server: "https://crm.tawan.example",
      last_email: "n@tawan.example",
    },
  },
  { ...main("first-devices", "/", {}), session: { stage: "first_sync", devices_tried: false } },
  {
    ...main("first-sync", "/", {}, { sync_status: () => ({ ...SYNCED, first_sync: [8_214, 12_486] }) }),
    session: { stage: "first_sync" },
  },
];

const UPDATE_SCENES: Scene[] = Object.entries({ ...UPDATES, refused: failed("bad_signature") }).map(([name, updates]) =>
  main(`updates-${name}`, "/settings?part=updates", {}, { updates: () => updates }),
);

const CALLS: Scene[] = [
  main("call-dialling", "/call", { current: dialling, presence: onCall }),
  main(
    "call-talking",
    "/call",
    { current: talking({ other_muted: true, other_camera: true, camera: true }), presence: onCall },
    drafts(NOTES),
  ),
  main("call-held", "/call", { current: talking({ held: true, quality: "poor" }), presence: onCall }),
  main("call-reconnecting", "/call", { current: talking({ reconnecting: true }), presence: onCall }),
  main("call-no-microphone", "/call", {
    current: talking({ sound_fault: { code: "unavailable" }, quality: "fair" }),
    presence: onCall,
  }),
  main("call-colleague", "/call", {
    current: talking({ other: { kind: "CRM_USER", id: "p2", name: "Ploypailin Wong" }, client_id: null, facts: null }),
    presence: onCall,
  }),
  main("bar", "/leads", { current: talking({ muted: true }), presence: onCall }, drafts(NOTES)),
  main("bar-ringing", "/leads", { ringing: [call()] }),
  main("bar-second", "/leads", {
    ringing: [sureepornsCall({ next_in_line: "Sales" })],
    current: talking(),
    presence: onCall,
  }),
  main("bar-waiting", "/leads", { waiting: [sureepornsCall()], current: talking(), presence: onCall }),
  main("call-they-talk", "/call", { current: { ...dialling, call_waiting: true }, presence: onCall }),
  main("bar-busy", `/clients/${DANIEL}`, {
    current: { ...dialling, phase: "ended", ended_at: NOW, end_reason: "busy" },
  }),
  main(
    "wrap-up",
    `/clients/${DANIEL}`,
    {
      wrap_up: { call: over, seconds: 1_268, outcomes: [...OUTCOMES] },
      presence: { presence: "wrap_up", until: NOW + 96_000 },
    },
    drafts(NOTES),
  ),
  main("client", `/clients/${DANIEL}`, {}),
  main("client-calls-impossible", `/clients/${DANIEL}`, { fault: { code: "calls_unavailable" } }),
  main("calls", "/calls", {}),
  main("today", "/today", {}),
  main("sync", "/sync", {}, { sync_status: () => ({ ...SYNCED, refused: 1, waiting: 1 }) }),
  main(
    "sync-conflict",
    "/sync",
    {},
    {
      sync_status: () => ({ ...SYNCED, refused: 1, waiting: 1, conflicts: 1 }),
      conflicts: () => ({ conflicts: [CONFLICT] }),
    },
  ),
  main("sync-history", "/sync?part=history", {}),
  main("sync-storage", "/sync?part=storage", {}),
  main("import", "/import", {}),
  main("sound", "/settings?part=sound", {}),
  main(
    "sound-none",
    "/settings?part=sound",
    {},
    {
      sound_devices: () => ({ inputs: [], outputs: [], chosen: { input: null, output: null }, fault: null }),
    },
  ),
  main("computer", "/settings?part=computer", {}),
  main(
    "computer-no-tray",
    "/settings?part=computer",
    {},
    { computer: () => ({ has_tray: false, stays_when_closed: false, starts_at_login: null, draws_carefully: null }) },
  ),
  main("doctor", "/settings?part=doctor", {}),
  main("doctor-ill", "/settings?part=doctor", {}, { doctor: () => ILL }),
  { ...main("tags", "/settings?part=tags", {}), session: MANAGING },
  {
    ...main("tags-none", "/settings?part=tags", {}, { directory: () => ({ profiles: [], tags: [], sources: [] }) }),
    session: MANAGING,
  },
  { ...main("call-rules", "/settings?part=calls", {}), session: DECIDING },
  ...FIRST_RUN,
  ...ALONE_SCENES,
  ...UPDATE_SCENES,
  main(
    "link-number",
    "/leads",
    {},
    handedOver({ number: { number: "+66815550142", callable: true, clients: CLIENTS } }),
  ),
  main("link-no-number", "/leads", {}, handedOver({ number: { number: "191", callable: false, clients: [] } })),
  main("link-not-here", "/leads", {}, handedOver({ not_here: {} })),
  main("link-refused", "/leads", {}, handedOver({ refused: { fault: "place" } })),
];

export const SCENES: Scene[] = [...RINGS, ...CALLS];
