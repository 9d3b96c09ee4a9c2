import { mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import type { Calls, Edited, Language, SessionState, Theme } from "../host/api";
import type { CommandName } from "../host/commands";
import { CAMERAS, COLLEAGUES, HISTORY, RING, SCREENS, SOUND, TOLD, RING_GROUPS } from "./callsThatWere";
import { WELL } from "./examined";
import { COUNTS, GUESS, PREVIEW, rowsOf } from "./imported";
import { NOTICED, NOTICE_SETTINGS } from "./noticed";
import { CLIENTS, clientCard, NAPHAT, PLOYPAILIN, sessionOf, SYNCED, TAGS } from "./people";
import type { Answers, Scene } from "./scene";
import { UPDATES } from "./updated";
import { DEVICES, STORED, SYNC_HISTORY } from "./synced";
import { EDITS, MY_DAY } from "./work";

export type Look = { language: Language; theme: Theme };

/** Who sits there, with the look the scene is shown in. */
export function sessionIn(scene: Scene, { language, theme }: Look): SessionState {
  return { ...sessionOf(language, theme), ...scene.session };
}

const DONE: Edited = { id: "edit", count: 1, undo: "back" };

/** Answers in place of the core, so that a scene stands still and looks the same each time. */
export function scriptCore(scene: Scene, look: Look): void {
  const calls: Calls = {
    ringing: [],
    current: null,
    waiting: [],
    elsewhere: null,
    wrap_up: null,
    presence: { presence: "available", until: null },
    fault: null,
    push_to_talk: false,
    ...scene.calls,
  };
  const answers: Answers = {
    session: () => sessionIn(scene, look),
    calls: () => calls,
    sync_status: () => SYNCED,
    broken_edits: () => ({ edits: [] }),
    saved_views: () => ({ views: [] }),
    count: () => ({ total: CLIENTS.length }),
    directory: () => ({
      profiles: [
        { id: NAPHAT, name: "Naphat Srisuk", email: "naphat@tawan.example", role: "agent", active: true },
        { id: PLOYPAILIN, name: "Ploypailin Wong", email: "ploy@tawan.example", role: "agent", active: true },
      ],
      tags: TAGS,
      sources: [],
    }),
    view_open: () => ({ view: 1, total: CLIENTS.length, revision: 1, first: CLIENTS }),
    view_rows: () => ({ revision: 1, total: CLIENTS.length, offset: 0, rows: CLIENTS }),
    view_find: () => ({ offset: null, previous: null, next: null, total: CLIENTS.length }),
    view_close: () => ({}),
    draft_get: () => ({ body: null, at: null }),
    draft_save: () => ({}),
    client_get: ({ id }: { id: string }) => clientCard(id),
    tag_create: () => DONE,
    tag_update: () => DONE,
    tag_delete: () => DONE,
    undo: () => DONE,
    timeline: () => ({ items: [], more: false }),
    my_day: () => MY_DAY,
    video_sessions: () => ({ sessions: [] }),
    sync_queue: () => ({ edits: EDITS }),
    conflicts: () => ({ conflicts: [] }),
    sync_history: () => SYNC_HISTORY,
    storage: () => STORED,
    devices: () => ({ devices: DEVICES }),
    import_open: () => GUESS,
    import_preview: () => PREVIEW,
    import_check: () => COUNTS,
    import_rows: rowsOf,
    import_run: () => ({ counts: COUNTS, problem: null, cancelled: false, undo: "back" }),
    import_close: () => ({}),
    call_history: () => ({ rows: HISTORY, more: true, next: "older", offline: false }),
    colleagues: () => ({ colleagues: COLLEAGUES }),
    notifications: () => TOLD,
    notices: () => NOTICED,
    notice_try: () => ({ shown_by: "GNOME Shell" }),
    notice_settings: () => NOTICE_SETTINGS,
    sound_devices: () => SOUND,
    ring_settings: () => RING,
    cameras: () => ({ devices: CAMERAS, chosen: null, fault: null }),
    call_screens: () => ({ screens: SCREENS, fault: null }),
    sound_test: () => ({}),
    call_rules: () => ({ ring_seconds: 45, call_waiting: true, outcomes: ["wants_quote", "meeting_set", "call_back"] }),
    ring_groups: () => ({ groups: RING_GROUPS }),
    computer: () => ({ has_tray: true, stays_when_closed: true, starts_at_login: false, draws_carefully: false }),
    page_drawn: () => ({}),
    doctor: () => WELL,
    updates: () => UPDATES.newest,
    diagnostics_save: () => ({}),
    link_take: () => ({ link: null }),
    ...scene.answers,
  };
  mockWindows("main");
  mockIPC(
    (name, payload) => {
      if (name === "plugin:dialog|open") return `/home/naphat/${GUESS.file_name}`;
      if (name === scene.waitsFor) return new Promise(() => undefined);
      const answer = answers[name as CommandName] as ((request: unknown) => unknown) | undefined;
      if (!answer) throw { code: "unavailable" };
      return answer((payload as { request?: unknown } | undefined)?.request);
    },
    { shouldMockEvents: true },
  );
}
