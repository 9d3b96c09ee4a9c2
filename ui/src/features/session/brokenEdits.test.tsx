// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { BrokenEdit } from "../../host/api";
import { onScreen } from "../../testing/onScreen";
import { scriptedHost } from "../../testing/scriptedHost";
import { BrokenEdits } from "./BrokenEdits";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const begun_at = new Date(2026, 10, 20, 14, 30).getTime();
const IMPORT: BrokenEdit = { id: "one", kind: "import", source: "fair.csv", begun_at, done: 1_500, total: 5_000 };
const BULK: BrokenEdit = { ...IMPORT, id: "two", kind: "bulk", source: null, total: 3_000 };

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers["broken_edits"] = { edits: [IMPORT, BULK] };
  core.now.answers["broken_edit_settle"] = ({ id }: { id: string }) => {
    core.now.answers["broken_edits"] = { edits: [IMPORT, BULK].filter((edit) => edit.id !== id) };
    return { id, count: 1_500, undo: null };
  };
});

test("each is told with how far it came, and kept or taken back", async () => {
  const { person } = onScreen(<BrokenEdits />);
  expect(await screen.findByText("The import of fair.csv did not finish")).toBeDefined();
  expect(screen.getByText(/1,500 of 5,000 rows done/)).toBeDefined();
  await person.click(screen.getByRole("button", { name: "Take it back" }));
  expect(await screen.findByText("A change to many clients did not finish")).toBeDefined();
  expect(core.now.asked("broken_edit_settle")).toEqual([{ id: "one", take_back: true }]);
});

test("whoever closes it keeps what was done", async () => {
  core.now.answers["broken_edits"] = { edits: [BULK] };
  core.now.answers["broken_edit_settle"] = () => {
    core.now.answers["broken_edits"] = { edits: [] };
    return { id: "two", count: 0, undo: null };
  };
  const { person } = onScreen(<BrokenEdits />);
  await screen.findByText(/1,500 of 3,000 clients changed/);
  await person.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(core.now.asked("broken_edit_settle")).toEqual([{ id: "two", take_back: false }]);
});

test("what cannot be taken back any more says why, and can be kept", async () => {
  core.now.answers["broken_edit_settle"] = () => Promise.reject(Object.assign(new Error(), { code: "undo_too_late" }));
  const { person } = onScreen(<BrokenEdits />, { language: "th" });
  await person.click(await screen.findByRole("button", { name: "เลิกทำส่วนนั้น" }));
  expect(await screen.findByText("เลิกทำไม่ทันแล้ว")).toBeDefined();
  expect(screen.getByRole("button", { name: "เก็บส่วนที่ทำแล้ว" })).toBeDefined();
});
