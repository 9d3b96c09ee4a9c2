import fc from "fast-check";
import { expect, test } from "vitest";
import { canSave, NOTHING_COMPOSED, recordOf, type Composed } from "./composed";

const make = (composed: Partial<Composed>) =>
  recordOf({ ...NOTHING_COMPOSED, ...composed }, "client", "me", "Call", 1_000);

test("a note keeps its text and its pin", () => {
  expect(make({ text: " Board meets 3 Dec.\nSend quote. ", pinned: true })).toEqual({
    command: "note_create",
    values: { client_id: "client", body: "Board meets 3 Dec.\nSend quote.", pinned: true },
  });
});

test("a logged call is done now, and needs no words", () => {
  expect(canSave({ ...NOTHING_COMPOSED, mode: "call" })).toBe(true);
  expect(make({ mode: "call", text: "" }).values).toMatchObject({
    kind: "call",
    subject: "Call",
    body: null,
    status: "done",
    done_at: 1_000,
    assignee_id: "me",
  });
});

test("the first line of a task is its subject, the rest its text", () => {
  expect(make({ mode: "task", text: "Send quote\nwith both sizes\n", due_at: 5 }).values).toMatchObject({
    kind: "task",
    subject: "Send quote",
    body: "with both sizes",
    status: "open",
    due_at: 5,
  });
  expect(canSave({ ...NOTHING_COMPOSED, mode: "task", text: "  \n" })).toBe(false);
});

test("no word is lost, however long the first line is", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 900 }), (text) => {
      fc.pre(text.trim() !== "");
      const { subject, body } = make({ mode: "task", text }).values;
      const together = `${subject ?? ""}${body ?? ""}`.replaceAll(/\s/g, "");
      expect(together).toBe(text.replaceAll(/\s/g, ""));
      expect(String(subject).length).toBeLessThanOrEqual(300);
    }),
  );
});
