// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { Sidebar } from "../../app/Sidebar";
import { TopBar } from "../../app/TopBar";
import { useAppCommands } from "../../app/useAppCommands";
import { ALONE, CLIENTS, sessionOf } from "../../gallery/people";
import type { SavedView } from "../../host/api";
import { ask, answersOfTheCore } from "../../host/query";
import { commandsNow } from "../../kit/commands/useCommands";
import { inRouter } from "../../testing/inRouter";
import { NO_CALLS, scriptedHost } from "../../testing/scriptedHost";
import { FactsStrip } from "../client/FactsStrip";
import { ForEveryClient } from "../import/ForEveryClient";
import { NoticesPart } from "../settings/NoticesPart";
import { Settings } from "../settings";
import { ListScreen } from "./ListScreen";
import { NewLead } from "./NewLead";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const PINNED: SavedView = {
  id: "hot",
  name: "Hot ones",
  filter: { op: "all", parts: [] },
  sort: { field: "name", descending: false },
  columns: [],
  pinned: true,
  position: 0,
};

/** A part of the app as somebody sees it who works alone, or with others. */
async function seen(part: React.ReactNode, { alone = true, views = [] as SavedView[] } = {}) {
  core.now = scriptedHost();
  const session = { ...sessionOf("en", "light"), ...(alone && ALONE) };
  const opened = { view: 1, revision: 1, total: CLIENTS.length };
  core.now.answers = {
    session,
    saved_views: { views },
    directory: { profiles: [], tags: [], sources: [] },
    count: { total: 5 },
    calls: NO_CALLS,
    columns_arranged: { lists: {} },
    notice_settings: { missed_calls: true, tasks_due: true, quiet: null },
    notices: { rows: [], unseen: 0 },
    notifications: { rows: [], unread: 2 },
    draft_get: { body: null, at: null },
    view_open: { ...opened, first: CLIENTS },
    view_rows: { ...opened, offset: 0, rows: CLIENTS },
    view_find: { offset: null, previous: null, next: null, total: 5 },
    view_close: {},
  };
  const answers = answersOfTheCore(() => undefined);
  await answers.prefetchQuery(ask("session", {}));
  await answers.prefetchQuery(ask("saved_views", {}));
  return inRouter(part, "/leads", { answers });
}

const Commanding = () => (useAppCommands(), null);
const asked = () => JSON.stringify(core.now.asked("view_open"));
const LEADS = <ListScreen list="leads" search={{}} />;

test("alone there is one list, of everybody, and nobody to tell it from", async () => {
  await seen(LEADS);
  expect(asked()).not.toContain("owner_id");
  for (const name of ["Mine", "All", "Unassigned"]) expect(screen.queryByText(name)).toBeNull();
  expect(screen.queryByRole("columnheader", { name: /Owner/ })).toBeNull();
});

test("alone a saved view stands beside all", async () => {
  // The tabs stand in the top bar, which takes them from the page.
  const { ViewTabs } = await import("./bars/ViewTabs");
  const view = { list: "leads", id: "all", views: [PINNED], saved: null } as never;
  await seen(<ViewTabs view={view} onRename={() => undefined} />, { views: [PINNED] });
  const tabs = within(screen.getByRole("navigation")).getAllByRole("link");
  expect(tabs.map((tab) => tab.textContent?.replace(/\d/g, ""))).toEqual(["All", "Hot ones"]);
});

test("alone nothing is filtered, assigned, imported or planned by owner", async () => {
  const { person } = await seen(LEADS);
  await person.click(screen.getByRole("button", { name: /^Filter/ }));
  const offered = (await screen.findAllByRole("option")).map((option) => option.textContent);
  expect(offered).toContain("Stage");
  expect(offered).not.toContain("Owner");
  expect(commandsNow().map(({ id }) => id)).not.toContain("row-assign");
});

test("alone a new lead, an import and a client's facts ask for no owner", async () => {
  await seen(
    <>
      <NewLead list="leads" onClose={() => undefined} onMade={() => undefined} />
      <ForEveryClient choices={{ owner_id: null, tag_id: null } as never} onChoose={() => undefined} />
      <FactsStrip card={{ row: CLIENTS[0], editable: true } as never} />
    </>,
  );
  expect(screen.queryByText("Owner")).toBeNull();
  expect(screen.queryByText(/mine/i)).toBeNull();
});

test("alone there are no calls, no presence and no sync, in sight or by a key", async () => {
  await seen(
    <>
      <Sidebar />
      <TopBar placeRef={() => undefined} />
      <Commanding />
    </>,
  );
  expect(screen.getAllByRole("link").map((link) => link.title)).toEqual(["Today", "Leads", "Clients", "Settings"]);
  expect(screen.queryByText("Available")).toBeNull();
  const ids = commandsNow().map(({ id }) => id);
  expect(ids).toContain("leads");
  expect(ids).not.toContain("sync");
  expect(ids).not.toContain("calls");
});

test("alone the settings are those of one computer", async () => {
  await seen(
    <>
      <Settings part="account" onPart={() => undefined} />
      <NoticesPart />
    </>,
  );
  const parts = within(screen.getByRole("navigation")).getAllByRole("button");
  const names = parts.map((part) => part.textContent?.trim());
  expect(names).toContain("Tags");
  for (const name of ["Sound", "Calls of everybody", "Devices"]) expect(names).not.toContain(name);
  expect(await screen.findByText("Tasks that become due")).toBeDefined();
  expect(screen.queryByText("Missed calls")).toBeNull();
});

test("with a server all of it is there", async () => {
  await seen(
    <>
      {LEADS}
      <Sidebar />
      <TopBar placeRef={() => undefined} />
      <NoticesPart />
    </>,
    { alone: false },
  );
  expect(asked()).toContain("owner_id");
  expect(screen.getByRole("columnheader", { name: /Owner/ })).toBeDefined();
  expect(screen.getByText("Available")).toBeDefined();
  expect(screen.getByRole("link", { name: /Calls/ })).toBeDefined();
  expect(await screen.findByText("Missed calls")).toBeDefined();
});
