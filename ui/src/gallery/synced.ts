import type { ConflictRow, DeviceRow, History, Storage } from "../host/api";
import { CLIENTS, DANIEL, HANNAH, NAPHAT, NOW, PLOYPAILIN } from "./people";
import { EDITS } from "./work";

const HOUR = 3_600_000;

/** Two people edited one client differently, in fields with long contents. */
export const CONFLICT: ConflictRow = {
  id: "c1",
  entity: "client",
  record: DANIEL,
  client_id: DANIEL,
  title: "Daniel Mercer",
  subtitle: "Harbourside Cold Storage",
  fields: [
    {
      field: "company_name",
      base: "Harbourside Cold Storage",
      mine: "Harbourside Cold Storage and Logistics",
      theirs: "บริษัท ฮาร์เบอร์ไซด์ ห้องเย็นและโลจิสติกส์ จำกัด",
    },
    { field: "owner_id", base: null, mine: NAPHAT, theirs: PLOYPAILIN },
    { field: "lead_quality", base: "cold", mine: "warm", theirs: "hot" },
  ],
  mine_at: NOW - 2 * HOUR,
  theirs_by: PLOYPAILIN,
  theirs_at: NOW - HOUR,
};

export const SYNC_HISTORY: History = {
  sent: EDITS.map((edit, at) => ({ ...edit, state: "sent", problem: null, done_at: NOW - at * 20 * HOUR })),
  received: CLIENTS.slice(0, 4).map((client, at) => ({
    client_id: client.id,
    title: client.name,
    subtitle: client.company_name,
    by: PLOYPAILIN,
    at: NOW - at * 9 * HOUR,
  })),
};

export const STORED: Storage = {
  records: [
    { entity: "client", count: 104_212 },
    { entity: "activity", count: 310_440 },
    { entity: "note", count: 88_120 },
  ],
  bytes: 412_000_000,
  free_bytes: 18_000_000,
  encrypted: true,
  format: 12,
  searchable: 104_212,
  drafts: 2,
  copies: [
    {
      name: "leadline-2026-11-02-before-format-12.db",
      kind: "before_update",
      bytes: 398_000_000,
      at: NOW - 400 * HOUR,
    },
  ],
};

const device = (id: string, name: string, more: Partial<DeviceRow> = {}): DeviceRow => ({
  id,
  name,
  platform: "linux",
  app_version: "1.0.0",
  last_seen_at: NOW - HOUR,
  current: false,
  wipe_pending: false,
  ...more,
});

export const DEVICES: DeviceRow[] = [
  device("d1", "naphat-thinkpad", { current: true }),
  device("d2", "DESKTOP-SALES-FLOOR-03", { platform: "windows" }),
  device("d3", HANNAH.slice(0, 8), { platform: "macos", wipe_pending: true }),
];
