import { beforeAll, beforeEach } from "vitest";
import { CAMERAS, COLLEAGUES, HISTORY, RING, SCREENS, SOUND } from "../gallery/callsThatWere";
import { sessionOf } from "../gallery/people";
import type { Calls } from "../host/api";
import { answersOfTheCore, followEvents } from "../host/query";
import { core } from "./hostInTest";
import { inRouter } from "./inRouter";
import { NO_CALLS, scriptedHost } from "./scriptedHost";
import { useInvitations } from "../features/call/useStartCall";

/** A desk with everything that calls ask of the core, anew for each test. */
export function atTheDesk() {
  // Fetched with the first call in the app; here it would only be slow.
  beforeAll(() => Promise.all([import("../features/call/CallBars"), import("../features/call/InviteDialog")]));

  beforeEach(() => {
    core.now = scriptedHost();
    core.now.answers = {
      session: sessionOf("en", "light"),
      calls: NO_CALLS,
      draft_get: { body: null, at: null },
      draft_save: {},
      directory: { profiles: [], tags: [], sources: [] },
      call_history: { rows: HISTORY, more: false, next: null, offline: false },
      notifications: { rows: [], unread: 0 },
      notifications_seen: {},
      ring_settings: RING,
      ring_choose: RING,
      ring_once: {},
      colleagues: { colleagues: COLLEAGUES },
      sound_devices: SOUND,
      sound_test: {},
      call_screens: { screens: SCREENS, fault: null },
      cameras: { devices: CAMERAS, chosen: null },
      camera_choose: { devices: CAMERAS, chosen: "desk" },
      call_tone: {},
      wrap_up_save: { id: "n", count: 1, undo: null },
      customer_invite: { link: "https://portal.example/#abc", expires_at: Date.now() + 3_600_000 },
    };
    for (const name of [
      "call_start",
      "call_accept",
      "call_decline",
      "call_hang_up",
      "call_mute",
      "push_to_talk",
      "call_hold",
      "call_camera",
      "call_share",
      "presence_set",
      "wrap_up_skip",
    ]) {
      core.now.answers[name] = NO_CALLS;
    }
    useInvitations.setState({ open: null, without: new Set() });
  });

  /** The part on its page, with the events of the core. */
  return async (part: React.ReactNode, path: string, calls: Partial<Calls> = {}, language: "en" | "th" = "en") => {
    core.now.answers["calls"] = { ...NO_CALLS, ...calls };
    const answers = answersOfTheCore(() => undefined);
    followEvents(answers);
    const drawn = await inRouter(part, path, { language, answers });
    return { ...drawn, tell: (next: Partial<Calls>) => core.now.tell({ calls: { state: { ...NO_CALLS, ...next } } }) };
  };
}
