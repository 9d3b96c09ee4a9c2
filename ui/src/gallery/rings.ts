import type { Scene } from "./scene";
import { call, NOW, strangersCall, sureepornsCall, talking } from "./people";

/** The small window of a call that comes in. */
export const RINGS: Scene[] = [
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
