// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { COUNTS, GUESS, PREVIEW, rowsOf } from "../../gallery/imported";
import { sessionOf } from "../../gallery/people";
import { Toasts } from "../../kit/Toasts";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { ImportScreen } from "./ImportScreen";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
    pickFile: async () => "/home/naphat/leads.csv",
    onFileDrop: () => () => undefined,
  },
}));

const UNDO = "Undo the import";

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers = {
    session: sessionOf("en", "light"),
    directory: { profiles: [], tags: [], sources: [] },
    import_open: GUESS,
    import_preview: PREVIEW,
    import_check: COUNTS,
    import_rows: rowsOf,
    import_close: {},
    import_run: () => {
      throw { code: "disk_full" };
    },
  };
});

async function begun() {
  const { person } = await inRouter(
    <>
      <ImportScreen />
      <Toasts />
    </>,
    "/import",
  );
  await person.click(await screen.findByRole("button", { name: "Choose a file" }));
  await person.click(await screen.findByRole("button", { name: /^Check rows/ }));
  const run = await screen.findByRole("button", { name: /^Import [\d,]+ clients/ });
  expect(screen.getByText("Nothing is written yet.")).toBeDefined();
  await person.click(run);
  return person;
}

test("a run that could write nothing says so and leads back to the rows", async () => {
  await begun();
  expect((await screen.findAllByText(/Make room, then try again.*Nothing was written/)).length).toBeGreaterThan(0);
  expect(await screen.findByText("Nothing is written yet.")).toBeDefined();
});

test("a run that breaks off says how far it came and why, and takes back what was written", async () => {
  const counts = { create: 1_500, update: 0, skip: 0, broken: 2 };
  core.now.answers["import_run"] = { counts, problem: { code: "disk_full" }, cancelled: false, undo: "back" };
  core.now.answers["undo"] = { id: "back", count: 1_500, undo: null };
  const person = await begun();
  expect(await screen.findByText("Broke off after 1,500 clients")).toBeDefined();
  expect(screen.getByRole("alert").textContent).toMatch(/The disk is full.*Make room/);
  await person.click(screen.getByRole("button", { name: UNDO }));
  expect(core.now.asked("undo")).toEqual([{ token: "back" }]);
});
