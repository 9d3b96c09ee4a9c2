// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { ConflictRow } from "../../host/api";
import { onScreen } from "../../testing/onScreen";
import { ConflictCard } from "./ConflictCard";

const core = vi.hoisted(() => ({ calls: [] as [string, unknown][] }));
vi.mock("../../host", () => ({
  host: {
    call: async (name: string, request: unknown) => {
      core.calls.push([name, request]);
      if (name === "directory") return { profiles: [], tags: [], sources: [] };
      return { id: "c1", count: 1, undo: null };
    },
    subscribe: () => () => undefined,
  },
}));

const conflict: ConflictRow = {
  id: "c1",
  entity: "client",
  record: "r1",
  client_id: "r1",
  title: "Ekachai Dumrong",
  subtitle: "Rayong Precision Parts",
  fields: [
    { field: "name", base: "Ekachai", mine: "Ekachai D.", theirs: "Ekachai Dumrong" },
    { field: "source", base: null, mine: "Fair", theirs: "Web" },
  ],
  mine_at: 0,
  theirs_by: "p1",
  theirs_at: 0,
};

beforeEach(() => {
  core.calls.length = 0;
});

const resolved = () => core.calls.filter(([name]) => name === "conflict_resolve").map(([, request]) => request);

test("nothing can be kept until every field is decided, and what is kept is what was chosen", async () => {
  const { person } = onScreen(<ConflictCard conflict={conflict} />);
  const keep = screen.getByRole<HTMLButtonElement>("button", { name: /Keep these/ });
  await person.click(screen.getByRole("radio", { name: /Ekachai D\./ }));
  expect(keep.disabled).toBe(true);
  await person.click(screen.getByRole("radio", { name: /Web/ }));
  expect(keep.disabled).toBe(false);
  await person.click(keep);
  await waitFor(() => expect(resolved()).toEqual([{ id: "c1", mine: ["name"] }]));
});

test("one button takes a whole side, and a single field can still be turned", async () => {
  const { person } = onScreen(<ConflictCard conflict={conflict} />);
  await person.click(screen.getByRole("button", { name: /All mine/ }));
  await person.click(screen.getByRole("radio", { name: /Ekachai Dumrong/ }));
  await person.click(screen.getByRole("button", { name: /Keep these/ }));
  await waitFor(() => expect(resolved()).toEqual([{ id: "c1", mine: ["source"] }]));
});

test("each field shows before, mine and theirs, in Thai too", () => {
  onScreen(<ConflictCard conflict={conflict} />, { language: "th" });
  const row = screen.getByRole("radio", { name: /Fair/ }).closest("tr");
  expect(row && within(row).getAllByRole("radio")).toHaveLength(2);
  expect(screen.getByText("ก่อนหน้า")).toBeDefined();
});
