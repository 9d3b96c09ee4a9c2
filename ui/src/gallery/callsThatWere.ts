import type {
  CallHistoryRow,
  CameraDevice,
  Colleague,
  Notifications,
  RingGroup,
  RingSettings,
  Screen,
  SoundDevices,
} from "../host/api";
import { DANIEL, HANNAH, NAPHAT, NOW, PLOYPAILIN, SUREEPORN } from "./people";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const was = (
  id: string,
  name: string,
  client_id: string | null,
  ago: number,
  more: Partial<CallHistoryRow>,
): CallHistoryRow => ({
  id,
  incoming: true,
  missed: false,
  media: "audio",
  other: { kind: "PORTAL_CUSTOMER", id: `portal-${id}`, name },
  agent_id: NAPHAT,
  client_id,
  group: null,
  started_at: NOW - ago,
  ended_at: NOW - ago + MINUTE,
  seconds: 64,
  end_reason: "completed",
  outcome: null,
  ...more,
});

export const HISTORY: CallHistoryRow[] = [
  was("1", "Daniel Mercer", DANIEL, 20 * MINUTE, { media: "video", seconds: 1_268, outcome: "wants_quote" }),
  was("2", "Hannah Whitcombe", HANNAH, 50 * MINUTE, {
    group: "Service",
    missed: true,
    seconds: null,
    end_reason: "missed",
  }),
  was("3", "สุรีย์พร จันทร์เพ็ญ", SUREEPORN, 3 * HOUR, { incoming: false, seconds: null, end_reason: "declined" }),
  was("4", "Ploypailin Wong", null, 26 * HOUR, {
    incoming: false,
    other: { kind: "CRM_USER", id: PLOYPAILIN, name: "Ploypailin Wong" },
    seconds: 340,
  }),
  was("5", "Wanida", null, 27 * HOUR, { seconds: null, end_reason: "unreachable" }),
  was("6", "Daniel Mercer", DANIEL, 28 * HOUR, { agent_id: PLOYPAILIN, seconds: 4_020 }),
];

const colleague = (profile_id: string, name: string, presence: Colleague["presence"]): Colleague => ({
  profile_id,
  name,
  role: "agent",
  presence,
});

export const COLLEAGUES: Colleague[] = [
  colleague(PLOYPAILIN, "Ploypailin Wong", "available"),
  colleague("p3", "ธนกร บุญมี", "on_call"),
  colleague("p4", "Malinee Kaew", "break"),
  colleague("p5", "Owen Hughes", "do_not_disturb"),
  colleague("p6", "ปิยะดา ลิ้มเจริญ", "offline"),
];

export const RING_GROUPS: RingGroup[] = [
  { id: "g1", name: "Service", members: [PLOYPAILIN, "p4", "p6"] },
  { id: "g2", name: "กะกลางคืน", members: ["p5", "p6"] },
];

export const SOUND: SoundDevices = {
  inputs: [
    { id: "jabra", name: "Jabra Evolve2 40", is_default: true },
    { id: "laptop", name: "Built-in microphone", is_default: false },
  ],
  outputs: [
    { id: "jabra", name: "Jabra Evolve2 40", is_default: true },
    { id: "laptop", name: "Laptop speakers", is_default: false },
  ],
  chosen: { input: null, output: "laptop" },
  fault: null,
};

export const RING: RingSettings = {
  tone: "chimes",
  volume: 80,
  output: "laptop",
  quiet: { from: 1_200, until: 480, days: [5, 6] },
};

export const TOLD: Notifications = {
  rows: [
    {
      id: "n1",
      kind: "missed_call",
      title: "Hannah Whitcombe",
      client_id: HANNAH,
      callable: true,
      call_id: "2",
      at: NOW - 50 * MINUTE,
      seen: false,
      sync: "synced",
    },
    {
      id: "n2",
      kind: "missed_call",
      title: "Wanida",
      client_id: null,
      callable: false,
      call_id: "5",
      at: NOW - 27 * HOUR,
      seen: false,
      sync: "synced",
    },
  ],
  unread: 2,
};

export const CAMERAS: CameraDevice[] = [
  { id: "laptop", name: "Built-in camera" },
  { id: "desk", name: "Desk camera" },
];

export const SCREENS: Screen[] = [
  { id: "screen:0", name: "", kind: "screen" },
  { id: "window:7", name: "Offer.pdf", kind: "window" },
];
