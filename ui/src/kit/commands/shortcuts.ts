import type { PlainMsgId } from "../../i18n";
import type { Permitted } from "./usePermitted";

/** Where the sheet of shortcuts lists what has keys. */
export type ShortcutGroup = "go" | "list" | "record" | "call" | "app";

export type Shortcut = Permitted & {
  /** What it does wherever it acts; a command may say it more exactly. */
  title: PlainMsgId;
  group: ShortcutGroup;
  keys: string;
};

const go = (title: PlainMsgId, keys: string): Shortcut => ({ title, group: "go", keys });
const list = (title: PlainMsgId, keys: string): Shortcut => ({ title, group: "list", keys });
const record = (title: PlainMsgId, keys: string): Shortcut => ({ title, group: "record", keys });
const edit = (title: PlainMsgId, keys: string): Shortcut => ({ title, group: "record", keys, needs: "edit" });
const call = (title: PlainMsgId, keys: string): Shortcut => ({ title, group: "call", keys, together: true });
const app = (title: PlainMsgId, keys: string): Shortcut => ({ title, group: "app", keys });

const DOWN = list("command-down", "j");
const UP = list("command-up", "k");
const TAGS = edit("field-tags", "t");
const DONE = edit("activities-complete", "x");
const MOVE = edit("activities-move", "r");
const SNOOZE = edit("activities-snooze", "z");

/** Everything that has keys, in the order of the sheet. What acts only where the focus is has no command beside it. */
const LISTED = {
  palette: go("command-palette", "mod+k"),
  today: go("nav-today", "g d"),
  leads: go("nav-leads", "g l"),
  clients: go("nav-clients", "g u"),
  calls: { ...go("nav-calls", "g h"), together: true },
  notices: go("bell-title", "g n"),
  sync: { ...go("nav-sync", "g y"), together: true },
  settings: go("nav-settings", "g s"),
  import: { ...go("nav-import", "g i"), needs: "edit" },
  region: go("command-region", "f6"),

  "list-down": DOWN,
  "list-up": UP,
  "lines.down": DOWN,
  "lines.up": UP,
  "list-open": list("leads-open", "enter"),
  "client.previous": list("client-previous", "["),
  "client.next": list("client-next", "]"),
  "list-select": list("command-select", "x"),
  "list-more": list("command-select-more", "shift+j"),
  "list-more-up": list("command-select-more-up", "shift+k"),
  "list-all": list("command-select-all", "mod+a"),
  "list-none": list("leads-bulk-clear", "escape"),
  "list-search": list("leads-search-here", "/"),
  "list-filter": list("command-filter", "shift+l"),
  "list-clear": list("command-clear-filters", "shift+f"),
  "lead-new": { ...list("leads-new", "n l"), needs: "edit" },

  "client.call": { ...record("activity_kind-call", "c"), together: true },
  "client.video": { ...record("call-video", "v"), together: true },
  "client.note": edit("client-write_note", "l"),
  "client.task": edit("client-plan_task", "n a"),
  "row-edit": edit("command-edit", "e"),
  "row-follow-up": edit("leads-plan", "f"),
  "row-assign": { ...record("leads-bulk-owner", "a"), needs: "assign" },
  "row-stage": edit("leads-bulk-stage", "s"),
  "row-tag": TAGS,
  "client.tags": TAGS,
  "activity.edit": edit("activities-edit_title", "e"),
  "activity.done": DONE,
  "activity.move": MOVE,
  "activity.snooze": SNOOZE,
  "step.done": DONE,
  "step.move": MOVE,
  "step.snooze": SNOOZE,
  "row-delete": { ...record("leads-bulk-delete", "backspace"), needs: "delete" },
  "client.tab.overview": record("client-tab_overview", "mod+1"),
  "client.tab.activities": record("client-tab_activities", "mod+2"),
  "client.tab.notes": record("client-tab_notes", "mod+3"),
  "conflict.mine": { ...edit("sync-all_mine", "arrowleft"), together: true },
  "conflict.theirs": { ...edit("sync-all_theirs", "arrowright"), together: true },

  "call.answer": call("call-answer_it", "mod+shift+a"),
  "call.end": call("call-decline_it", "mod+shift+x"),
  "call.mute": call("call-mute", "mod+shift+m"),
  "call.camera": call("call-camera_on", "mod+shift+v"),
  "call.hold": call("call-hold", "mod+shift+h"),
  "call.bring_in": call("call-transfer", "mod+shift+e"),
  "call.notes": call("call-notes", "mod+shift+n"),
  "call.fold": call("call-keep_working", "escape"),
  "call.outcome": call("field-call_outcome", "1 – 9"),

  "activity.new": { ...app("activities-new", "n a"), needs: "edit" },
  save: app("command-save", "mod+enter"),
  undo: app("command-undo", "mod+z"),
  "sync.now": { ...app("sync-send_now", "r"), together: true },
  language: app("command-language", "mod+shift+l"),
  shortcuts: app("command-shortcuts", "?"),
  quit: app("command-quit", "mod+q"),
} satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof LISTED;

export const SHORTCUTS: Record<ShortcutId, Shortcut> = LISTED;

/** The sheet's lines: what two places do alike stands there once. */
export const allShortcuts: Shortcut[] = [...new Set<Shortcut>(Object.values(SHORTCUTS))];
