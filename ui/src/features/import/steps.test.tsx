// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { DuplicatePolicy, ImportGuess, ImportPlan, ImportRow, ImportRowsQuery } from "../../host/api";
import { useKeyboard } from "../../kit/commands/useKeyboard";
import { onScreen } from "../../testing/onScreen";
import { CheckStep } from "./CheckStep";
import type { Choices } from "./theImport";
import { MapStep } from "./MapStep";

const core = vi.hoisted(() => ({ calls: [] as [string, never][] }));
const CLIENT = { id: "c1", name: "Anong" };

const row = (line: number, more: Partial<ImportRow> = {}): ImportRow => ({
  line,
  fate: "create",
  values: { name: `Row ${line}`, kind: "person", lead_quality: "hot" },
  repeats: null,
  changes: [],
  errors: [],
  ...more,
});

/** What the core makes of a duplicate at line 3 and a new client at line 2. */
function rows({ plan, fate }: ImportRowsQuery) {
  const policy: DuplicatePolicy = plan.decided[3] ?? plan.duplicates;
  const becomes = policy === "skip" ? "skip" : policy === "create" ? "create" : "update";
  const duplicate = row(3, {
    fate: becomes,
    repeats: { here: { client: CLIENT as never, by: "phone" } },
    changes: [{ field: "source", here: "Fair", file: "Web", written: policy === "replace" }],
  });
  const all = [row(2), duplicate];
  const count = (wanted: string) => all.filter((each) => each.fate === wanted).length;
  return {
    counts: { create: count("create"), update: count("update"), skip: count("skip"), broken: 0 },
    rows: all.filter((each) => each.fate === fate),
  };
}

function preview({ meanings }: ImportPlan) {
  const means = meanings.lead_quality?.["B+"];
  const known = means !== undefined;
  const words = [
    { said: "A", rows: 4, known: true, means: "hot" },
    { said: "B+", rows: 2, known, means: means ?? null },
  ];
  const broken = { header: "เกรด", value: "B+", fault: "not_a_choice" };
  return {
    rows: [row(2), known ? row(3) : row(3, { fate: "broken", values: {}, errors: [broken as never] })],
    words: [{ field: "lead_quality", words, more: false }],
  };
}

vi.mock("../../host", () => ({
  host: {
    call: async (name: string, request: never) => {
      core.calls.push([name, request]);
      if (name === "import_rows") return rows(request);
      if (name === "import_preview") return preview(request);
      if (name === "import_check") return { create: 1, update: 1, skip: 0, broken: 0 };
      return { profiles: [], tags: [], sources: [] };
    },
    subscribe: () => () => undefined,
  },
}));

const GUESS: ImportGuess = {
  import: "i1",
  file_name: "leads.csv",
  encoding: "utf-8",
  encoding_doubtful: false,
  rows: 6,
  columns: [
    { at: 0, header: "ชื่อ", sample: ["ก"], field: "name", found_by: "header" },
    { at: 1, header: "เกรด", sample: ["A", "B+"], field: "lead_quality", found_by: "header" },
  ],
  fields: [
    { field: "name", joins: true, choices: null },
    { field: "lead_quality", joins: false, choices: ["hot", "warm", "cold"] },
  ],
};
const CHOICES: Choices = {
  mapping: { 0: "name", 1: "lead_quality" },
  meanings: {},
  duplicates: "fill",
  decided: {},
  owner_id: null,
  tag_id: null,
};
const done = vi.fn();

function Steps({ step }: { step: "map" | "check" }) {
  const [choices, setChoices] = useState(CHOICES);
  const plan = { import: "i1", ...choices };
  const own = { plan, choices, onChoose: setChoices };
  useKeyboard({ singleKeys: true });
  if (step === "map")
    return <MapStep {...own} guess={GUESS} path="" onReopened={done} onOtherFile={done} onChecked={done} />;
  const checked = { create: 1, update: 1, skip: 0, broken: 0 };
  return <CheckStep {...own} checked={checked} onBack={done} onRun={() => done(plan)} />;
}

const lastPlan = (name: string) => core.calls.findLast(([called]) => called === name)?.[1] as unknown;

beforeEach(() => {
  core.calls.length = 0;
  vi.clearAllMocks();
});

test("a word nobody knows is asked for below its column, and stays changeable once it means something", async () => {
  const { person } = onScreen(<Steps step="map" />);
  expect(await screen.findByText("1 of 2 values known")).toBeDefined();
  expect(screen.getByText(/Words without a meaning: 1/)).toBeDefined();
  const word = screen.getByRole("radiogroup", { name: "What B+ means" });
  await person.click(within(word).getByRole("radio", { name: "Warm" }));
  expect(await screen.findByText("2 of 2 values known")).toBeDefined();
  expect(screen.getByRole("radio", { name: "Warm", checked: true })).toBeDefined();
  await person.click(screen.getByRole("radio", { name: "Leave empty" }));
  await person.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(lastPlan("import_check")).toMatchObject({ meanings: { lead_quality: { "B+": null } } }));
});

test("the first rows are shown one by one as they are written, a broken one with its reason", async () => {
  const { person } = onScreen(<Steps step="map" />, { language: "th" });
  expect(await screen.findByText("Row 2")).toBeDefined();
  await person.click(screen.getByRole("button", { name: "แถวถัดไป" }));
  expect(screen.getByText("นำเข้าแถวนี้ไม่ได้")).toBeDefined();
  expect(screen.getByText(/เกรด B\+/)).toBeDefined();
});

test("a duplicate is decided for all and by itself, and the run follows what was shown", async () => {
  const { person } = onScreen(<Steps step="check" />);
  const side = await screen.findByText("Line 3, before and after");
  const part = side.closest("section");
  expect(part?.textContent).toContain("Fair, kept; the file says Web");
  await person.click(screen.getByRole("radio", { name: /Replace with the file/ }));
  await waitFor(() => expect(part?.textContent).toContain("FairWeb"));
  await person.click(screen.getByRole("combobox", { name: "This row" }));
  await person.click(await screen.findByRole("option", { name: "Add another client" }));
  const run = await screen.findByRole("button", { name: /Import 2 clients/ });
  await waitFor(() => expect(screen.getByText("No row changes a client")).toBeDefined());
  await person.click(screen.getByRole("button", { name: /^New/ }));
  expect(await screen.findByText("Same phone as Anong")).toBeDefined();
  await waitFor(() => expect(run.hasAttribute("disabled")).toBe(false));
  await person.click(run);
  expect(done.mock.lastCall?.[0]).toMatchObject({ duplicates: "replace", decided: { 3: "create" } });
});
