// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { ClientRow } from "../../../host/api";
import { inRouter } from "../../../testing/inRouter";
import { FIRST_SORT } from "../view/lists";
import type { ListOnScreen } from "../view/useListWindow";
import { pinToggled, placed, shown } from "./columns";
import { Grid } from "./Grid";
import { useGrid } from "./useGrid";
import { useWindow } from "./useWindow";

const core = vi.hoisted(() => ({ calls: [] as [string, unknown][], refuse: null as unknown, reads: false }));
vi.mock("../../../host", () => ({
  host: {
    call: async (name: string, request: unknown) => {
      core.calls.push([name, request]);
      if (name === "client_update" && core.refuse) throw core.refuse;
      const rights = { edit: true, edit_others: true, assign: true, delete: true, change_tags: true };
      return { profiles: [], tags: [], sources: [], rows: [], clients: [], rights: core.reads ? {} : rights };
    },
    subscribe: () => () => undefined,
  },
}));

const NAMES = ["Anong", "Daniel", "Priya", "Luca", "Wassana"];
const ROWS = NAMES.map(
  (name, at) =>
    ({
      id: `id-${at}`,
      kind: "person",
      name,
      company_name: `${name} Co`,
      client_type: "lead",
      lifecycle_stage: "lead",
      lead_quality: "hot",
      tags: [],
      sync: "synced",
      phone: null,
      email: null,
      owner_id: null,
      next_follow_up_at: null,
      last_contact_at: null,
    }) as unknown as ClientRow,
);
const opened = vi.fn();
const menu = vi.fn();

function List() {
  const [all, setAll] = useState(() => placed([]));
  const window = useWindow(ROWS.length, 30);
  const rowAt = (index: number) => ROWS[index];
  const list = { view: 1, revision: 1, total: ROWS.length };
  const onList: ListOnScreen = { list, problem: null, retry: vi.fn(), window, rowAt, advance: vi.fn() };
  const columns = shown(all);
  const grid = useGrid(onList, columns);
  return (
    <Grid
      label="Leads"
      screen={onList}
      grid={grid}
      columns={columns}
      all={all}
      sort={FIRST_SORT}
      onSort={() => undefined}
      onColumns={setAll}
      onOpen={opened}
      onMenu={menu}
    />
  );
}

const drawn = async () => {
  const { person } = await inRouter(<List />, "/leads");
  screen.getByRole("grid").focus();
  await screen.findByText("Wassana");
  return person;
};
const cursorAt = () => document.getElementById(screen.getByRole("grid").getAttribute("aria-activedescendant") ?? "");
const selected = () => screen.getAllByRole("row", { selected: true }).map((row) => row.getAttribute("data-index"));
const updates = () => core.calls.filter(([name]) => name === "client_update").map(([, request]) => request);

beforeEach(() => {
  core.calls.length = 0;
  core.refuse = null;
  core.reads = false;
  vi.clearAllMocks();
});

test("arrows move the cursor, the grid keeps the focus, Enter opens the row", async () => {
  const person = await drawn();
  await person.keyboard("{ArrowDown}{ArrowDown}");
  expect(cursorAt()?.textContent).toContain("Priya");
  expect(document.activeElement).toBe(screen.getByRole("grid"));
  await person.keyboard("{Enter}");
  expect(opened).toHaveBeenCalledWith(2);
  await person.keyboard("{Control>}{End}{/Control}");
  expect(cursorAt()?.getAttribute("id")).toContain("-4-");
});

test("Space selects the row under the cursor, and again lets it go", async () => {
  const person = await drawn();
  await person.keyboard("{ArrowDown} ");
  expect(selected()).toEqual(["1"]);
  await person.keyboard(" ");
  expect(screen.queryAllByRole("row", { selected: true })).toEqual([]);
});

test("typing in a cell replaces it, Enter stores it and goes down", async () => {
  const person = await drawn();
  await person.keyboard("{ArrowRight}Nordvik{Enter}");
  await waitFor(() => expect(updates()).toEqual([{ id: "id-0", fields: { values: { company_name: "Nordvik" } } }]));
  await waitFor(() => expect(cursorAt()?.textContent).toBe("Daniel Co"));
});

test("Escape leaves a cell as it was", async () => {
  const person = await drawn();
  await person.keyboard("{ArrowRight}Nordvik{Escape}");
  expect(updates()).toEqual([]);
  expect(screen.getByText("Anong Co")).toBeDefined();
  expect(document.activeElement).toBe(screen.getByRole("grid"));
});

test("who only reads opens no field, whatever is typed or double-clicked", async () => {
  core.reads = true;
  const person = await drawn();
  await person.keyboard("{ArrowRight}Nordvik{Enter}{F2}");
  await person.dblClick(screen.getByText("Daniel Co"));
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(updates()).toEqual([]);
});

test("a phone that is written is looked for with everybody else", async () => {
  const person = await drawn();
  screen.getByRole("grid").focus();
  const at = shown(placed([])).findIndex(({ field }) => field === "phone");
  await person.keyboard(`{ArrowRight>${at}/}081 555 0142{Enter}`);
  await waitFor(() =>
    expect(core.calls).toContainEqual(["duplicates_find", { phone: "081 555 0142", email: null, except: "id-0" }]),
  );
});

test("what the core refuses stays in the cell with the reason", async () => {
  core.refuse = { code: "invalid", fields: [{ field: "company_name", fault: "too_long" }] };
  const person = await drawn();
  await person.keyboard("{ArrowRight}Nordvik{Enter}");
  expect((await screen.findByRole("alert")).textContent).not.toBe("");
  expect(screen.getByDisplayValue("Nordvik")).toBeDefined();
});

test("an emptied follow-up is taken away, and the calendar is one step down", async () => {
  ROWS[0] = { ...ROWS[0], next_follow_up_at: Date.now() } as ClientRow;
  const person = await drawn();
  await person.keyboard("{ArrowRight>5/}{F2}");
  const field = await screen.findByRole("combobox");
  await person.clear(field);
  await person.keyboard("{ArrowDown}{Enter}");
  expect(await screen.findByRole("table")).toBeDefined();
  await person.keyboard("{Escape}{ArrowUp}{Enter}");
  await waitFor(() =>
    expect(updates()).toEqual([
      { id: "id-0", fields: { values: { next_follow_up_at: null, next_follow_up_kind: null } } },
    ]),
  );
});

test("a right click and Shift F10 ask for the row's menu", async () => {
  const person = await drawn();
  await person.pointer({ keys: "[MouseRight]", target: screen.getByText("Luca Co") });
  expect(menu.mock.lastCall?.[0]).toMatchObject({ row: 3 });
  await person.keyboard("{ArrowUp}{Shift>}{F10}{/Shift}");
  expect(menu.mock.lastCall?.[0]).toMatchObject({ row: 2 });
});

test("a pinned column is drawn behind the name", () => {
  expect(shown(pinToggled(placed([]), "phone"))[1]?.field).toBe("phone");
});
