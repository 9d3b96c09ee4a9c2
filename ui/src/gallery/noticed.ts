import type { NoticeRow, Notices, NoticeSettings } from "../host/api";
import { DANIEL, HANNAH, NOW, SUREEPORN } from "./people";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const call = (id: string, title: string, client_id: string | null, ago: number, seen = false): NoticeRow => ({
  id,
  kind: "missed_call",
  title,
  activity_kind: null,
  client_id,
  client_name: client_id && title,
  at: NOW - ago,
  due_at: null,
  seen,
});

const task = (id: string, title: string, ago: number, more: Partial<NoticeRow> = {}): NoticeRow => ({
  id,
  kind: "task_due",
  title,
  activity_kind: "task",
  client_id: null,
  client_name: null,
  at: NOW - ago,
  due_at: NOW - ago,
  seen: false,
  ...more,
});

/** What the bell tells of. */
export const NOTICED: Notices = {
  rows: [
    task("t1", "Send the battery prices to Daniel", 2 * MINUTE, { client_id: DANIEL, client_name: "Daniel Mercer" }),
    call("n1", "Hannah Whitcombe", HANNAH, 50 * MINUTE),
    task("t4", "เตรียมใบเสนอราคาก่อนประชุม", 55 * MINUTE, { kind: "reminder", due_at: NOW + 5 * MINUTE, seen: true }),
    task("t2", "โทรยืนยันวันติดตั้งและขอสำเนาบัตรประชาชนของผู้รับเหมา", 3 * HOUR, {
      activity_kind: "call",
      client_id: SUREEPORN,
      client_name: "สุรีย์พร จันทร์เพ็ญ",
      seen: true,
    }),
    call("n2", "Wanida", null, 24 * HOUR),
    task("t3", "Order name cards", 48 * HOUR, { seen: true }),
  ],
  unseen: 3,
};

export const NOTICE_SETTINGS: NoticeSettings = {
  missed_calls: true,
  tasks_due: true,
  reminders: true,
  quiet: { from: 1_200, until: 480, days: [0, 1, 2, 3, 4, 5, 6] },
};

/** After a week away. */
export const MANY_NOTICES: Notices = {
  rows: Array.from({ length: 8 }, (_, day) =>
    NOTICED.rows.map((row) => ({ ...row, id: `${row.id}-${day}`, at: row.at - day * 24 * HOUR, seen: day > 5 })),
  )
    .flat()
    .toSorted((one, other) => other.at - one.at),
  unseen: 128,
};
