import type { FieldValue } from "../../words/field";

/** What a person writes on a client's page. */
export type ComposerMode = "note" | "call" | "task" | "meeting";

export type Composed = {
  mode: ComposerMode;
  text: string;
  /** For what is planned: when. */
  due_at: number | null;
  pinned: boolean;
};

export const NOTHING_COMPOSED: Composed = { mode: "note", text: "", due_at: null, pinned: false };

/** Longest subject; see crates/domain/src/entity.rs. */
const SUBJECT_MAX = 300;

type Made = { command: "note_create" | "activity_create"; values: Record<string, FieldValue> };

/** The record that comes of it: notes keep their text, of everything else the first line becomes the subject. */
export function recordOf(composed: Composed, clientId: string, me: string, emptySubject: string, now: number): Made {
  const text = composed.text.trim();
  if (composed.mode === "note") {
    return { command: "note_create", values: { client_id: clientId, body: text, pinned: composed.pinned } };
  }
  const [firstLine = "", ...lines] = text.split("\n");
  const subject = firstLine.slice(0, SUBJECT_MAX);
  const body = [firstLine.slice(SUBJECT_MAX), ...lines].join("\n").trim();
  const values = {
    client_id: clientId,
    assignee_id: me,
    kind: composed.mode,
    subject: subject || emptySubject,
    body: body || null,
  };
  if (composed.mode === "call") {
    return { command: "activity_create", values: { ...values, status: "done", done_at: now } };
  }
  return { command: "activity_create", values: { ...values, status: "open", due_at: composed.due_at } };
}

/** Whether there is enough to save: a call may be logged without a word. */
export function canSave({ mode, text }: Composed): boolean {
  return mode === "call" || text.trim() !== "";
}
