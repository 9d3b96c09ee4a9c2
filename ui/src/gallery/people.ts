import type {
  Account,
  CallerFacts,
  CallView,
  ClientCard,
  ClientRow,
  Language,
  SessionState,
  SyncStatus,
  TagRow,
  Theme,
} from "../host/api";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** When the page was opened: scripted calls count from here. */
export const NOW = Date.now();

export const NAPHAT = "0190a000-0000-7000-8000-000000000001";
export const PLOYPAILIN = "0190a000-0000-7000-8000-000000000002";
export const DANIEL = "0190c000-0000-7000-8000-000000000001";
export const SUREEPORN = "0190c000-0000-7000-8000-000000000002";
export const HANNAH = "0190c000-0000-7000-8000-000000000003";

const ACCOUNT: Account = {
  profile_id: NAPHAT,
  name: "Naphat Srisuk",
  email: "naphat@tawan.example",
  role: "agent",
  org_name: "Tawan Works",
  server: "https://leadline.tawan.example",
  device_id: "0190d000-0000-7000-8000-000000000001",
  country: "TH",
};

export function sessionOf(language: Language, theme: Theme): SessionState {
  return {
    stage: "ready",
    start_fault: null,
    data_folder: "",
    key_place: "keyring",
    account: ACCOUNT,
    rights: { edit: true, edit_others: false, assign: false, delete: false, change_tags: false },
    last_server: null,
    last_email: null,
    settings: { language, theme, density: "compact", buddhist_years: language === "th", single_keys: true },
    version: "gallery",
    set_aside: null,
    devices_tried: true,
  };
}

/** What a manager is trusted with. */
export const MANAGING: Partial<SessionState> = {
  rights: { edit: true, edit_others: true, assign: true, delete: true, change_tags: true },
};

/** Somebody who only reads. */
export const VIEWING: Partial<SessionState> = {
  account: { ...ACCOUNT, role: "viewer" },
  rights: { edit: false, edit_others: false, assign: false, delete: false, change_tags: false },
};

/** Who decides about everybody's calls. */
export const DECIDING: Partial<SessionState> = { ...MANAGING, account: { ...ACCOUNT, role: "admin" } };

/** Somebody who works on this computer alone. */
export const ALONE: Partial<SessionState> = {
  account: { ...ACCOUNT, email: "", role: "admin", org_name: "", server: null },
  rights: { edit: true, edit_others: true, assign: false, delete: true, change_tags: true },
};

const tag = (id: string, name: string, colour: string): TagRow => ({ id, name, colour, category: null });

export const TAGS: TagRow[] = [
  tag("t1", "Solar", "amber"),
  tag("t2", "โรงแรม", "teal"),
  tag("t3", "Cold storage", "sky"),
  tag("t4", "งานแฟร์ 2569", "violet"),
  tag("t5", "Late payer", "rose"),
  tag("t6", "Factories with more than two shifts and a roof of steel", "green"),
];

const clientRow = (id: string, name: string, company_name: string, more: Partial<ClientRow> = {}): ClientRow => ({
  id,
  kind: "person",
  name,
  company_name,
  client_type: "lead",
  lifecycle_stage: "opportunity",
  lead_quality: "hot",
  score: 86,
  source: "Fair",
  owner_id: NAPHAT,
  email: null,
  phone: "+66655550118",
  next_follow_up_at: NOW + 3 * DAY,
  next_follow_up_kind: "call",
  last_contact_at: NOW - 40 * MINUTE,
  created_at: NOW - 90 * DAY,
  updated_at: NOW - DAY,
  tags: [],
  sync: "synced",
  ...more,
});

export const CLIENTS: ClientRow[] = [
  clientRow(DANIEL, "Daniel Mercer", "Harbourside Cold Storage", { email: "daniel@harbourside.example" }),
  clientRow(SUREEPORN, "สุรีย์พร จันทร์เพ็ญ", "โรงแรมสยามพฤกษา หัวหิน", { phone: "+66865550103" }),
  clientRow(HANNAH, "Hannah Whitcombe", "Greenleaf Packaging", { phone: "+66625550131", lead_quality: "warm" }),
  clientRow("0190c000-0000-7000-8000-000000000004", "ชัยวัฒน์ ฎีกาสุข", "สหกรณ์โคนมทุ่งหนองโพธิ์", {
    phone: "+66805550194",
    lifecycle_stage: "customer",
    next_follow_up_at: null,
  }),
  clientRow("0190c000-0000-7000-8000-000000000005", "Marcus Lindqvist", "Nordvik Furniture (Thailand)", {
    phone: null,
    lead_quality: "cold",
    lifecycle_stage: "lead",
    next_follow_up_at: NOW - 2 * DAY,
  }),
];

const DANIELS_FACTS: CallerFacts = {
  name: "Daniel Mercer",
  company: "Harbourside Cold Storage",
  lifecycle: "opportunity",
  quality: "hot",
  owner_name: "Naphat Srisuk",
  next_step: { subject: "Agree the battery size", due_at: NOW + 90 * MINUTE },
  last_note: {
    text: "Wants battery quote split from panels. CFO Wipha approves. Board meets 3 Dec.",
    at: NOW - DAY,
    by: "Naphat Srisuk",
  },
  calls_30_days: 7,
};

const SUREEPORNS_FACTS: CallerFacts = {
  name: "สุรีย์พร จันทร์เพ็ญ",
  company: "โรงแรมสยามพฤกษา หัวหิน",
  lifecycle: "sql",
  quality: "warm",
  owner_name: "Ploypailin Wong",
  next_step: { subject: "ส่งแบบหลังคาอาคารสปา", due_at: NOW + 2 * DAY },
  last_note: { text: "ที่นี่ปั๊มน้ำกินไฟมาก ขอดูตัวเลขคืนทุนก่อนประชุมผู้ถือหุ้น", at: NOW - DAY, by: "Ploypailin Wong" },
  calls_30_days: 1,
};

/** Everything about one of them. */
export function clientCard(id: string): ClientCard {
  const row = CLIENTS.find((client) => client.id === id) ?? CLIENTS[0];
  if (!row) throw new Error("The gallery has no clients");
  return {
    row,
    phone2: null,
    address: null,
    portal_access: true,
    opt_out_call: false,
    opt_out_email: false,
    custom: {},
    contacts: [],
    next_step: null,
    counts: { open_activities: 1, activities: 6, notes: 9, changes: 2 },
    editable: true,
    conflicts: [],
  };
}

/** Daniel's call, ringing for eight seconds. */
export function call(more: Partial<CallView> = {}): CallView {
  return {
    id: "0190e000-0000-7000-8000-000000000001",
    media: "video",
    incoming: true,
    phase: "ringing",
    other: { kind: "PORTAL_CUSTOMER", id: "0190f000-0000-7000-8000-000000000001", name: "Daniel Mercer" },
    client_id: DANIEL,
    facts: DANIELS_FACTS,
    started_at: NOW - 8_000,
    ring_until: NOW + 22_000,
    answered_at: null,
    active_at: null,
    ended_at: null,
    end_reason: null,
    stopped: null,
    silent: false,
    muted: false,
    held: false,
    camera: false,
    sharing: false,
    reconnecting: false,
    people: [],
    waits: false,
    on_hold: false,
    call_waiting: false,
    next_in_line: null,
    group: null,
    answered_by: null,
    asked_by: null,
    asking: null,
    other_muted: false,
    other_camera: false,
    quality: null,
    sound_fault: null,
    pictures: [],
    camera_fault: null,
    share_fault: null,
    ...more,
  };
}

/** A call of twelve minutes. */
export const talking = (more: Partial<CallView> = {}): CallView =>
  call({
    phase: "active",
    started_at: NOW - 730_000,
    ring_until: NOW - 700_000,
    answered_at: NOW - 725_000,
    active_at: NOW - 724_000,
    quality: "good",
    ...more,
  });

export const sureepornsCall = (more: Partial<CallView> = {}): CallView =>
  call({
    id: "0190e000-0000-7000-8000-000000000002",
    media: "audio",
    other: { kind: "PORTAL_CUSTOMER", id: "0190f000-0000-7000-8000-000000000002", name: "สุรีย์พร จันทร์เพ็ญ" },
    client_id: SUREEPORN,
    facts: SUREEPORNS_FACTS,
    started_at: NOW - 5_000,
    ...more,
  });

export const strangersCall = (more: Partial<CallView> = {}): CallView =>
  call({
    id: "0190e000-0000-7000-8000-000000000003",
    media: "audio",
    other: { kind: "PORTAL_CUSTOMER", id: "0190f000-0000-7000-8000-000000000003", name: "Wanida" },
    client_id: null,
    facts: null,
    started_at: NOW - 19_000,
    ...more,
  });

/** All is well with the server. */
export const SYNCED: SyncStatus = {
  link: "online",
  synced_at: NOW - 2_000,
  waiting: 0,
  oldest_waiting_at: null,
  refused: 0,
  conflicts: 0,
  first_sync: null,
  next_try_at: null,
  answer_ms: 40,
  clock_off_ms: 0,
  bytes: 4_000_000,
};
