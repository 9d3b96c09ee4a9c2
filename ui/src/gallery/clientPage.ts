import type { ActivityRow, ClientCard, ContactRow, TimelineItem, TimelineWhat } from "../host/api";
import { clientCard, DANIEL, NAPHAT, NOW, PLOYPAILIN, TAGS } from "./people";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const activity = (id: string, subject: string, more: Partial<ActivityRow> = {}): ActivityRow => ({
  id,
  kind: "task",
  subject,
  body: null,
  client_id: DANIEL,
  client_name: "Daniel Mercer",
  assignee_id: NAPHAT,
  status: "open",
  priority: null,
  due_at: null,
  remind_at: null,
  done_at: null,
  created_at: NOW - 3 * DAY,
  call: null,
  sync: "synced",
  ...more,
});

const CALL = activity("a5", "Daniel Mercer", {
  kind: "call",
  status: "done",
  body: "Prefers 430 kWh, 8-year warranty.",
  done_at: NOW - 26 * HOUR,
  call: {
    id: "k1",
    direction: "incoming",
    media: "video",
    seconds: 1_268,
    end: "completed",
    missed: false,
    outcome: "wants_quote",
    quality: "poor",
  },
});

const DONE = activity("a4", "ส่งแบบหลังคาและรายการคำนวณน้ำหนักให้วิศวกรของลูกค้า", {
  kind: "email",
  status: "done",
  assignee_id: PLOYPAILIN,
  done_at: NOW - 3 * DAY,
});

/** What is planned and done with one client. */
export const ACTIVITIES: ActivityRow[] = [
  activity("a1", "Send the battery prices to Daniel", { due_at: NOW - 30 * HOUR, priority: "high", sync: "waiting" }),
  activity("a2", "Agree the battery size", {
    kind: "meeting",
    due_at: NOW + 90 * 60_000,
    remind_at: NOW + 75 * 60_000,
  }),
  activity("a3", "โทรยืนยันวันติดตั้งและขอสำเนาบัตรประชาชนของผู้รับเหมา", { kind: "call", due_at: NOW + 5 * DAY }),
  activity("a6", "Ask for the load profile of the second hall"),
  CALL,
  DONE,
];

const contact = (id: string, name: string, more: Partial<ContactRow>): ContactRow => ({
  id,
  name,
  title: null,
  email: null,
  phone: null,
  is_primary: false,
  ...more,
});

/** The longest name among those one speaks to. */
export const WIPHA = "Wipha Thongchai-Rattanakosin";

const CONTACTS: ContactRow[] = [
  contact("c1", "Daniel Mercer", { phone: "+66655550118", email: "daniel@harbourside.example", is_primary: true }),
  contact("c2", WIPHA, {
    title: "Chief financial officer, Harbourside Group",
    email: "wipha.thongchai-rattanakosin@harbourside-cold-storage.example",
  }),
  contact("c3", "ศักดิ์สิทธิ์ ฎีกาสุข", { title: "วิศวกรอาคาร", phone: "+66865550103" }),
];

/** A client of whom everything is known. */
export const CARD: ClientCard = {
  ...clientCard(DANIEL),
  row: { ...clientCard(DANIEL).row, tags: TAGS.slice(0, 3).map(({ id }) => id) },
  phone2: "+6625550177",
  address: "118/7 ถนนเจริญกรุง แขวงบางคอแหลม เขตบางคอแหลม กรุงเทพมหานคร 10120",
  contacts: CONTACTS,
  next_step: ACTIVITIES[1] ?? null,
};

const piece = (id: string, ago: number, what: TimelineWhat, more: Partial<TimelineItem> = {}): TimelineItem => ({
  id,
  at: NOW - ago,
  by: NAPHAT,
  what,
  sync: "synced",
  ...more,
});
const note = (body: string, pinned = false): TimelineWhat => ({ note: { body, pinned } });

const NOTES: TimelineItem[] = [
  piece("n1", 9 * DAY, note("Wants battery quote split from panels. CFO Wipha approves. Board meets 3 Dec.", true)),
  piece("n2", 2 * HOUR, note("ที่นี่ปั๊มน้ำกินไฟมาก ขอดูตัวเลขคืนทุนก่อนประชุมผู้ถือหุ้น\nห้องเย็น 2 ยังไม่มีมิเตอร์แยก"), {
    sync: "waiting",
  }),
  piece("n3", 2 * DAY, note("Roof of hall 2 was renewed in 2023; drawings are with the landlord."), { by: PLOYPAILIN }),
];

const REST: TimelineItem[] = [
  piece("a2", 5 * HOUR, { activity: { activity: ACTIVITIES[1] ?? CALL } }),
  piece("a5", 26 * HOUR, { activity: { activity: CALL } }),
  piece("a4", 3 * DAY, { activity: { activity: DONE } }, { by: PLOYPAILIN }),
  piece("s1", 4 * DAY, { stage: { from: "sql", to: "opportunity" } }),
  piece("made", 90 * DAY, "created", { by: PLOYPAILIN }),
];

/** The client's history, or its notes alone. */
export function historyOf(kinds: string[]): TimelineItem[] {
  if (kinds.includes("note")) return NOTES;
  const [pinned, ...others] = NOTES;
  return [...(pinned ? [pinned] : []), ...[...others, ...REST].toSorted((one, other) => other.at - one.at)];
}
