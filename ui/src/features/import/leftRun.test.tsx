// @vitest-environment jsdom
import { act, screen, waitFor } from "@testing-library/react";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { beforeEach, expect, test, vi } from "vitest";
import { COUNTS, GUESS, PREVIEW, rowsOf } from "../../gallery/imported";
import { sessionOf } from "../../gallery/people";
import type { ImportResult } from "../../host/api";
import { forgetThePerson } from "../../host/ofThePerson";
import { Toasts } from "../../kit/Toasts";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { ImportScreen } from "./ImportScreen";

const core = vi.hoisted(() => ({
  now: undefined as unknown as ReturnType<typeof scriptedHost>,
  saved: null as string | null,
}));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
    pickFile: async () => "/home/naphat/leads.csv",
    pickTarget: async () => "/home/naphat/errors.csv",
    onFileDrop: () => () => undefined,
  },
}));

const RESULT: ImportResult = {
  counts: { create: 4_800, update: 97, skip: 100, broken: 15 },
  problem: null,
  cancelled: false,
  undo: "back",
};
const run = { end: (_result: ImportResult) => undefined as void, fail: (_problem: unknown) => undefined as void };

beforeEach(() => {
  forgetThePerson();
  core.now = scriptedHost();
  core.now.answers = {
    session: sessionOf("en", "light"),
    directory: { profiles: [], tags: [], sources: [] },
    import_open: GUESS,
    import_preview: PREVIEW,
    import_check: COUNTS,
    import_rows: rowsOf,
    import_close: {},
    import_errors_save: {},
    undo: { id: "back", count: 1, undo: null },
    import_run: () =>
      new Promise((end, fail) => {
        run.end = end;
        run.fail = fail;
      }),
  };
});

/** The import's screen and another one, with the ways between them. */
function Window() {
  const go = useNavigate();
  const here = useLocation().pathname;
  return (
    <>
      <button type="button" onClick={() => void go({ to: "/leads" })}>
        away
      </button>
      <button type="button" onClick={() => void go({ to: "/import" })}>
        back
      </button>
      {here === "/import" && <ImportScreen />}
      <Toasts />
    </>
  );
}

async function begun(language: "en" | "th" = "en") {
  const { person, at } = await inRouter(<Window />, "/import", { language });
  const press = async (name: string | RegExp) => person.click(await screen.findByRole("button", { name }));
  await press(language === "en" ? "Choose a file" : "เลือกไฟล์");
  await press(language === "en" ? /^Check rows/ : /^ตรวจแถว/);
  await press(language === "en" ? /^Import [\d,]+ clients/ : /^นำเข้า.*[\d,]+/);
  await waitFor(() => expect(core.now.asked("import_run")).toHaveLength(1));
  return { press, at };
}
const settled = (step: () => void) => act(async () => step());
const closed = () => core.now.asked("import_close");

test("a run that ends elsewhere tells of the rows that could not be read and leads back to where they are saved", async () => {
  const { press, at } = await begun();
  await press("away");
  await settled(() => run.end(RESULT));
  expect((await screen.findAllByText("4,897 clients imported")).length).toBeGreaterThan(0);
  expect(screen.getAllByText("15 rows could not be read.").length).toBeGreaterThan(0);
  expect(closed()).toEqual([]);
  await press("See the 15 rows");
  await waitFor(() => expect(at()).toBe("/import"));
  await press("15 errors as CSV");
  await waitFor(() => expect(core.now.asked("import_errors_save")).toHaveLength(1));
  expect(closed()).toEqual([]);
  await press("away");
  await waitFor(() => expect(closed()).toEqual([{ import: GUESS.import }]));
});

test("it is told in Thai to who works in Thai", async () => {
  const { press } = await begun("th");
  await press("away");
  await settled(() => run.end(RESULT));
  expect((await screen.findAllByText("มี 15 แถวที่อ่านไม่ได้")).length).toBeGreaterThan(0);
  expect(screen.getByRole("button", { name: "ดู 15 แถวนั้น" })).toBeDefined();
});

test("whoever comes back while it runs sees it run, and its end without being told twice", async () => {
  const { press } = await begun();
  await press("away");
  await press("back");
  expect(await screen.findByText("Importing")).toBeDefined();
  await settled(() => run.end(RESULT));
  expect(await screen.findAllByText("4,897 clients imported")).toHaveLength(1);
  expect(screen.queryByText("15 rows could not be read.")).toBeNull();
});

test("what is taken back from the toast is taken back on the screen, where it is not offered again", async () => {
  const { press } = await begun();
  await press("away");
  await settled(() => run.end(RESULT));
  await press(/^Undo/);
  await press("back");
  expect(await screen.findByText("Import undone")).toBeDefined();
  expect(screen.getAllByText("taken back")).toHaveLength(2);
  expect(screen.queryByText("added")).toBeNull();
  expect(screen.queryByRole("button", { name: "Undo the import" })).toBeNull();
});

test("a run that fails elsewhere says so, and its rows are still there to try again", async () => {
  const { press } = await begun();
  await press("away");
  await settled(() => run.fail({ code: "disk_full" }));
  expect((await screen.findAllByText(/Make room, then try again.*Nothing was written/)).length).toBeGreaterThan(0);
  await press("back");
  expect(await screen.findByText("Nothing is written yet.")).toBeDefined();
});

test("another file forgets the one before", async () => {
  const { press } = await begun();
  await settled(() => run.end(RESULT));
  await press("Other file");
  expect(await screen.findByRole("button", { name: "Choose a file" })).toBeDefined();
  expect(closed()).toEqual([{ import: GUESS.import }]);
});

test("nobody else is told of the import of a person who is gone", async () => {
  const { press } = await begun();
  await press("away");
  await settled(forgetThePerson);
  await settled(() => run.end(RESULT));
  await press("back");
  expect(await screen.findByRole("button", { name: "Choose a file" })).toBeDefined();
  expect(screen.queryByText("4,897 clients imported")).toBeNull();
});
