import type { QueuedEdit } from "../host/api";
import { HANNAH, NOW, SYNCED } from "./people";
import { main, type Scene } from "./scene";
import { CONFLICT } from "./synced";
import { EDITS } from "./work";

const [refused, waiting] = EDITS as [QueuedEdit, QueuedEdit];

/** Refused for each kind of reason, and what waits behind them. */
const REFUSED: QueuedEdit[] = [
  refused,
  {
    ...refused,
    id: "e3",
    client_id: HANNAH,
    title: "Hannah Whitcombe",
    fields: [
      ["email", "hannah@"],
      ["phone", "081-55"],
    ],
    problem: {
      code: "invalid",
      fields: [
        { field: "email", fault: "not_an_email" },
        { field: "phone", fault: "not_a_phone" },
      ],
    },
  },
  { ...refused, id: "e4", op: "delete", title: "สุรีย์พร จันทร์เพ็ญ", fields: [], problem: { code: "deleted" } },
  { ...waiting, id: "e5", state: "blocked", fields: [["lifecycle_stage", "customer"]] },
  { ...waiting, id: "e6", entity: "note", op: "create", fields: [] },
  { ...waiting, id: "e7", state: "sending" },
];

const offline = { ...SYNCED, link: "offline", next_try_at: NOW + 40_000, synced_at: NOW - 7_200_000 } as const;

/** The sync centre. */
export const SYNC: Scene[] = [
  main("sync", "/sync", { answers: { sync_status: () => ({ ...SYNCED, refused: 1, waiting: 1 }) } }),
  main("sync-well", "/sync", { answers: { sync_queue: () => ({ edits: [] }) } }),
  main("sync-refused", "/sync", {
    answers: {
      sync_status: () => ({ ...SYNCED, refused: 3, waiting: 3, oldest_waiting_at: NOW - 3_600_000 }),
      sync_queue: () => ({ edits: REFUSED }),
    },
  }),
  main("sync-offline", "/sync", {
    answers: {
      sync_status: () => ({ ...offline, waiting: 1, oldest_waiting_at: NOW - 3_600_000 }),
      sync_queue: () => ({ edits: [waiting] }),
      devices: () => {
        throw { code: "offline" };
      },
    },
  }),
  main("sync-conflict", "/sync", {
    answers: {
      sync_status: () => ({ ...SYNCED, refused: 1, waiting: 1, conflicts: 1 }),
      conflicts: () => ({ conflicts: [CONFLICT] }),
    },
  }),
  main("sync-history", "/sync?part=history"),
  main("sync-history-none", "/sync?part=history", { answers: { sync_history: () => ({ sent: [], received: [] }) } }),
  main("sync-storage", "/sync?part=storage"),
];
