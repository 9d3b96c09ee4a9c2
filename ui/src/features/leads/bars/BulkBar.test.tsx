// @vitest-environment jsdom
import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { sessionOf } from "../../../gallery/people";
import type { BulkEdited, Language } from "../../../host/api";
import { Toasts } from "../../../kit/Toasts";
import { onScreen } from "../../../testing/onScreen";
import { scriptedHost } from "../../../testing/scriptedHost";
import { BulkBar, useBulk } from "./BulkBar";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const bulk = { end: (_edited: BulkEdited) => undefined as void };
const WAIT = {
  en: "The change before this one still goes on. Wait for it, or stop it in the last line of the window.",
  th: "การแก้ไขก่อนหน้านี้ยังทำอยู่ รอให้เสร็จ หรือหยุดได้ที่บรรทัดล่างสุดของหน้าต่าง",
};

beforeEach(() => {
  core.now = scriptedHost();
  const session = sessionOf("en", "light");
  core.now.answers = {
    session: { ...session, rights: { edit: true, edit_others: true, assign: true, delete: true, change_tags: true } },
    directory: { profiles: [], tags: [], sources: [] },
    clients_bulk: () => new Promise((end) => (bulk.end = end)),
  };
});

function Bar({ full }: { full: boolean }) {
  const change = useBulk({ ids: { ids: ["c1", "c2"] } }, () => undefined);
  return (
    <>
      <BulkBar count={2} full={full} bulk={change} onClear={() => undefined} />
      <button type="button" onClick={() => change.change("delete")}>
        by key
      </button>
      <Toasts />
    </>
  );
}

async function drawn(language: Language = "en", full = false) {
  const { person } = onScreen(<Bar full={full} />, { language });
  const stage = await screen.findByRole("button", { name: language === "en" ? /^Stage/ : /^ขั้น/ });
  return { person, stage };
}

test.each(["en", "th"] as const)(
  "a second change while one goes on is refused with the reason, in %s",
  async (language) => {
    const { person, stage } = await drawn(language);
    await person.click(screen.getByRole("button", { name: "by key" }));
    await waitFor(() => expect(stage.getAttribute("aria-description")).toBe(WAIT[language]));
    expect(stage.getAttribute("aria-disabled")).toBe("true");
    await person.click(stage);
    await person.click(screen.getByRole("button", { name: language === "en" ? "More" : "เพิ่มเติม" }));
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(screen.queryByRole("menu")).toBeNull();
    await person.click(screen.getByRole("button", { name: "by key" }));
    expect((await screen.findAllByText(WAIT[language])).length).toBeGreaterThan(0);
    expect(core.now.asked("clients_bulk")).toHaveLength(1);
    await act(async () => bulk.end({ count: 2, problem: null, undo: "back" }));
    expect(stage.getAttribute("aria-disabled")).toBeNull();
    await person.click(stage);
    expect(await screen.findByRole("listbox")).toBeDefined();
  },
);

test("that no further row can be selected is said beside the count", async () => {
  await drawn("en", true);
  expect(screen.getByRole("status").textContent).toContain("the most at once, rows farther off are left out");
});
