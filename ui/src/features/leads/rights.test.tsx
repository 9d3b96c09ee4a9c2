// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { ClientRights, ClientRow } from "../../host/api";
import { ask } from "../../host/query";
import { commandsNow } from "../../kit/commands/useCommands";
import { onScreen } from "../../testing/onScreen";
import { BulkBar } from "./bars/BulkBar";
import type { GridState } from "./grid/useGrid";
import { RowMenu } from "./RowMenu";
import { useListCommands } from "./useListCommands";
import type { ShownView } from "./view/useShownView";

const core = vi.hoisted(() => ({ rights: {} as ClientRights }));
vi.mock("../../host", () => ({
  host: {
    call: async (name: string) =>
      name === "session"
        ? { rights: core.rights, account: { profile_id: "me" }, settings: {} }
        : { profiles: [], tags: [], sources: [] },
    subscribe: () => () => undefined,
  },
}));

const VIEWER: ClientRights = { edit: false, edit_others: false, assign: false, delete: false, change_tags: false };
const AGENT: ClientRights = { ...VIEWER, edit: true };
const MANAGER: ClientRights = { edit: true, edit_others: true, assign: true, delete: true, change_tags: true };

const none = () => undefined;
const grid = { count: 1, cursor: { row: 0, column: 0 }, toggle: none, edit: none } as unknown as GridState;
const bulk = { change: none, goesOn: false, open: null, onOpen: none };
const place = { row: 0, anchor: { getBoundingClientRect: () => new DOMRect() } };

function Everything({ owner }: { owner: string | null }) {
  const row = { id: "c1", name: "Anong", phone: "+66815550142", email: null, owner_id: owner } as ClientRow;
  const act = { openBulk: none, openFilter: none, openNew: none, remove: none };
  useListCommands({ ...act, grid, view: { list: "leads" } as ShownView, searchRef: { current: null } });
  return (
    <>
      <BulkBar count={1} full={false} bulk={bulk} onClear={none} />
      <RowMenu
        place={place}
        row={row}
        grid={grid}
        rows={null}
        onClose={none}
        onOpen={none}
        onBulk={none}
        onDelete={none}
      />
    </>
  );
}

const EDITS = ["Assign", "Stage", "Tag", "Type", "Delete", "Plan"];
const offered = (role: string) =>
  EDITS.filter((name) => screen.queryAllByRole(role, { name: new RegExp(`^${name}`), hidden: true }).length > 0);
const commanded = () => commandsNow().flatMap(({ id }) => (id.startsWith("row-") || id === "lead-new" ? [id] : []));

async function drawn(rights: ClientRights, owner: string | null = "me") {
  core.rights = rights;
  const { answers } = onScreen(<Everything owner={owner} />);
  const { queryKey } = ask("session", {});
  await waitFor(() => expect(answers.getQueryData(queryKey)).toBeDefined());
}

beforeEach(() => vi.clearAllMocks());

test("a viewer is offered to look, copy and nothing else", async () => {
  await drawn(VIEWER);
  expect([offered("menuitem"), offered("button"), commanded()]).toEqual([[], [], []]);
  expect(screen.getByRole("menuitem", { name: /Copy the phone/ })).toBeDefined();
  expect(screen.getByText("Your role only reads")).toBeDefined();
});

test("an agent is offered edits of their own and of the pool, but neither to assign nor to delete", async () => {
  await drawn(AGENT, null);
  expect(offered("menuitem")).toEqual(["Stage", "Tag", "Type", "Plan"]);
  expect(offered("button")).toEqual(["Stage", "Tag"]);
  expect(commanded()).not.toContain("row-assign");
  expect(commanded()).not.toContain("row-delete");
});

test("a row that belongs to somebody else offers an agent no edit", async () => {
  await drawn(AGENT, "somebody");
  expect(offered("menuitem")).toEqual([]);
});

test("who leads is offered everything", async () => {
  await drawn(MANAGER, "somebody");
  expect(offered("menuitem")).toEqual(EDITS);
  expect(commanded()).toContain("row-delete");
});
