import type { ActivityRow, MyDay, QueuedEdit } from "../host/api";
import { CLIENTS, DANIEL, HANNAH, NAPHAT, NOW } from "./people";

const HOUR = 3_600_000;

const task = (id: string, subject: string, client_id: string, more: Partial<ActivityRow>): ActivityRow => ({
  id,
  kind: "task",
  subject,
  body: null,
  client_id,
  client_name: CLIENTS.find((client) => client.id === client_id)?.name ?? null,
  assignee_id: NAPHAT,
  status: "open",
  priority: null,
  due_at: NOW,
  remind_at: null,
  done_at: null,
  created_at: NOW - 48 * HOUR,
  call: null,
  sync: "synced",
  ...more,
});

/** A day with something late, something now and something later. */
export const MY_DAY: MyDay = {
  overdue: [task("a1", "Send the battery prices to Daniel", DANIEL, { due_at: NOW - 30 * HOUR, priority: "high" })],
  today: [
    task("a2", "โทรยืนยันวันติดตั้งและเตรียมเอกสารให้ผู้จัดการโรงแรม", HANNAH, {
      kind: "call",
      due_at: NOW + HOUR,
      remind_at: NOW + HOUR / 2,
    }),
  ],
  upcoming: [task("a3", "Visit the roof", DANIEL, { kind: "meeting", due_at: NOW + 50 * HOUR })],
  someday: [],
  done: [],
};

const edit = (id: string, state: QueuedEdit["state"], more: Partial<QueuedEdit> = {}): QueuedEdit => ({
  id,
  entity: "client",
  record: DANIEL,
  client_id: DANIEL,
  title: "Daniel Mercer",
  op: "update",
  fields: [["company_name", "Harbourside Cold Storage and Logistics"]],
  at: NOW - HOUR,
  state,
  problem: null,
  done_at: null,
  ...more,
});

/** Edits of which one was refused and one waits. */
export const EDITS: QueuedEdit[] = [
  edit("e1", "refused", { problem: { code: "forbidden" } }),
  edit("e2", "waiting", { fields: [["score", 40]] }),
];
