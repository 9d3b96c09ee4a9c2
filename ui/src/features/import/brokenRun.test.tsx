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

const SAID = /Rows written before the problem stay/;

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

test("a run that breaks off says what became of its rows, there and on the screen it leads back to", async () => {
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
  expect((await screen.findAllByText(/Make room, then try again.*Ctrl Z takes them back/)).length).toBeGreaterThan(0);
  expect(screen.getAllByText(SAID).some((said) => said.closest("footer"))).toBe(true);
  expect(screen.queryByText("Nothing is written yet.")).toBeNull();
});
