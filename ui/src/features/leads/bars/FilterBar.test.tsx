// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { createRef, useEffect, useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { onScreen } from "../../../testing/onScreen";
import { placed } from "../grid/columns";
import type { Condition } from "../view/conditions";
import { FIRST_SORT } from "../view/lists";
import type { ShownView } from "../view/useShownView";
import { FilterBar } from "./FilterBar";

vi.mock("../../../host", () => ({
  host: {
    call: async () => ({
      profiles: [{ id: "p1", name: "Naphat", email: "", role: "agent", active: true }],
      tags: [],
      sources: [],
    }),
    subscribe: () => () => undefined,
  },
}));

const saved = vi.fn();
const savedAs = vi.fn();
const looked = vi.fn<(conditions: Condition[], shown: string[]) => void>();
const now = () => {
  const [conditions, shown] = looked.mock.lastCall ?? [[], []];
  return { conditions, shown };
};

function Bar({ first, changed = false }: { first: Condition[]; changed?: boolean }) {
  const [conditions, setConditions] = useState(first);
  const [columns, setColumns] = useState(() => placed([]));
  const [open, setOpen] = useState(false);
  useEffect(() =>
    looked(
      conditions,
      columns.filter(({ hidden }) => !hidden).map(({ field }) => field),
    ),
  );
  const view: ShownView = {
    list: "leads",
    id: "all",
    saved: null,
    views: [],
    conditions,
    sort: FIRST_SORT,
    columns,
    changed,
    setConditions,
    setCondition: (next) => setConditions((last) => [...last.filter(({ on }) => on !== next.on), next]),
    setSort: vi.fn(),
    setColumns,
    open: vi.fn(),
    reset: () => setConditions([]),
  };
  return (
    <FilterBar
      view={view}
      searchRef={createRef()}
      filterOpen={open}
      onFilterOpen={setOpen}
      onSave={saved}
      onSaveAs={savedAs}
    />
  );
}

beforeEach(() => vi.clearAllMocks());

test("a filter is found by typing its name and set by typing its values", async () => {
  const { person } = onScreen(<Bar first={[]} />);
  await person.click(screen.getByRole("button", { name: "Filter" }));
  await screen.findByRole("dialog");
  await person.keyboard("stag{Enter}");
  await waitFor(() => expect(screen.queryByRole("option", { name: "MQL" })).not.toBeNull());
  await person.keyboard("mq{Enter}");
  await waitFor(() => expect(now().conditions).toEqual([{ on: "stage", stages: ["mql"] }]));
});

test("each condition is a chip in words, and its cross drops only that one", async () => {
  const first: Condition[] = [
    { on: "owner", owners: ["p1", null] },
    { on: "score", least: 40 },
  ];
  const { person } = onScreen(<Bar first={first} />);
  const chips = screen.getAllByRole("listitem");
  expect(chips).toHaveLength(2);
  await waitFor(() => expect(chips[0]?.textContent).toContain("Naphat"));
  const [owner] = chips;
  if (!owner) throw new Error("no chip");
  await person.click(within(owner).getByRole("button", { name: /^Drop/ }));
  expect(now().conditions).toEqual([{ on: "score", least: 40 }]);
});

test("a number out of range is named and not taken", async () => {
  const { person } = onScreen(<Bar first={[{ on: "score", least: 40 }]} />);
  await person.click(screen.getByRole("button", { name: /^Score/ }));
  const field = await screen.findByRole("textbox", { name: /score/i });
  await person.clear(field);
  await person.type(field, "101{Enter}");
  expect(screen.getByText(/outside the allowed range/)).toBeDefined();
  expect(now().conditions).toEqual([{ on: "score", least: 40 }]);
  await person.clear(field);
  await person.type(field, "70{Enter}");
  expect(now().conditions).toEqual([{ on: "score", least: 70 }]);
});

test("the list follows the typing when it rests, and Escape empties the search", async () => {
  const { person } = onScreen(<Bar first={[]} />);
  const search = screen.getByRole("textbox");
  await person.type(search, "ปั๊ม");
  await waitFor(() => expect(now().conditions).toEqual([{ on: "text", text: "ปั๊ม" }]));
  await person.keyboard("{Escape}");
  await waitFor(() => expect(now().conditions).toEqual([{ on: "text", text: "" }]));
});

test("a changed view can be kept under a name; a view as it is offers nothing", async () => {
  const { person, unmount } = onScreen(<Bar first={[]} changed />);
  await person.click(screen.getByRole("button", { name: /Save as/ }));
  expect(savedAs).toHaveBeenCalledOnce();
  unmount();
  onScreen(<Bar first={[]} />);
  expect(screen.queryByRole("button", { name: /Save as/ })).toBeNull();
});

test("columns are shown and hidden from their menu", async () => {
  const { person } = onScreen(<Bar first={[]} />);
  await person.click(screen.getByRole("button", { name: "Columns" }));
  await person.click(await screen.findByRole("menuitemcheckbox", { name: "E-mail" }));
  expect(now().shown).toContain("email");
});
