// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { sessionOf } from "../../gallery/people";
import type { TagRow } from "../../host/api";
import { answersOfTheCore } from "../../host/query";
import { toasts } from "../../kit/toasts";
import { Toasts } from "../../kit/Toasts";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { Settings } from "../settings";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const tag = (id: string, name: string, colour: string): TagRow => ({ id, name, colour, category: null });
const TAGS = [tag("t2", "โรงแรม", "teal"), tag("t3", "Solar", "amber"), tag("t1", "Cold storage", "sky")];

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers["directory"] = { profiles: [], tags: TAGS, sources: [] };
  for (const name of ["tag_create", "tag_update", "tag_delete"]) {
    core.now.answers[name] = { id: "edit", count: 1, undo: "back" };
  }
  core.now.answers["undo"] = { id: "edit", count: 1, undo: null };
  toasts.close();
});

async function page({ changes = true, language = "en" as "en" | "th" } = {}) {
  const session = sessionOf(language, "light");
  core.now.answers["session"] = { ...session, rights: { ...session.rights, change_tags: changes } };
  const part = (
    <>
      <Settings part="tags" onPart={() => undefined} />
      <Toasts />
    </>
  );
  return inRouter(part, "/settings", { language, answers: answersOfTheCore(() => undefined) });
}

const button = (name: string) => screen.getByRole("button", { name });
const dialog = async () => within(await screen.findByRole("dialog"));
const listed = () =>
  screen
    .getAllByRole("button", { name: /^Delete / })
    .map((each) => each.getAttribute("aria-label")?.replace("Delete ", ""));

test("whoever may change tags sees them in the order of their names", async () => {
  await page();
  await screen.findByText("Solar");
  expect(listed()).toEqual(["Cold storage", "Solar", "โรงแรม"]);
});

test("whoever may change none has no such part", async () => {
  await page({ changes: false });
  expect(await screen.findByRole("heading", { name: "Language and dates" })).toBeDefined();
  expect(screen.queryByRole("button", { name: "Tags" })).toBeNull();
});

test("a tag gets another name and colour by the keyboard, and the focus is back where it was", async () => {
  const { person } = await page();
  await screen.findByText("Solar");
  button("Change Solar").focus();
  await person.keyboard("{Enter}");
  const open = await dialog();
  const name = open.getByRole("textbox", { name: "Name" });
  await waitFor(() => expect(document.activeElement).toBe(name));
  await person.clear(name);
  await person.type(name, " Zenith ");
  await person.tab();
  expect(document.activeElement).toBe(open.getByRole("radio", { name: "Amber" }));
  await person.keyboard("{ArrowRight}{Control>}{Enter}{/Control}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(core.now.asked("tag_update")).toEqual([
    { id: "t3", fields: { values: { name: "Zenith", colour: "orange" } } },
  ]);
  expect(listed()).toEqual(["Cold storage", "Zenith", "โรงแรม"]);
  await waitFor(() => expect(document.activeElement).toBe(button("Change Zenith")));
});

test("a name that is missing, too long or there already is not saved, and the field says why", async () => {
  const { person } = await page({ language: "th" });
  await screen.findByText("Solar");
  await person.click(button("สร้างแท็ก"));
  const open = await dialog();
  const name = open.getByRole("textbox");
  for (const [typed, why] of [
    ["   ", "ตั้งชื่อแท็กก่อน"],
    ["ก".repeat(61), "ใช้ไม่เกิน 60 ตัวอักษร"],
    [" sOLAR ", "มีแท็ก “Solar” อยู่แล้ว ใช้ชื่ออื่น"],
  ] as const) {
    await person.clear(name);
    await person.click(name);
    await person.paste(typed);
    await person.keyboard("{Enter}");
    expect(open.getByText(why)).toBeDefined();
    expect(name.getAttribute("aria-invalid")).toBe("true");
  }
  expect(core.now.asked("tag_create")).toEqual([]);
});

test("only other letters of its own name are no namesake", async () => {
  const { person } = await page();
  await screen.findByText("Solar");
  await person.click(button("Change Solar"));
  const name = (await dialog()).getByRole("textbox");
  await person.clear(name);
  await person.type(name, "SOLAR{Enter}");
  expect(core.now.asked("tag_update")).toMatchObject([{ fields: { values: { name: "SOLAR" } } }]);
});

test("a tag is added to the list with the colour one chose", async () => {
  const { person } = await page();
  await screen.findByText("Solar");
  await person.click(button("New tag"));
  const open = await dialog();
  await person.type(open.getByRole("textbox"), "Fair");
  await person.click(open.getByRole("radio", { name: "Rose" }));
  await person.click(open.getByRole("button", { name: "Save" }));
  expect(core.now.asked("tag_create")).toEqual([
    { id: expect.any(String), fields: { values: { name: "Fair", colour: "rose" } }, draft: null },
  ]);
  await waitFor(() => expect(listed()).toEqual(["Cold storage", "Fair", "Solar", "โรงแรม"]));
  await waitFor(() => expect(document.activeElement).toBe(button("New tag")));
});

test("a tag is put away with the way back, and the focus goes to the one in its place", async () => {
  const { person } = await page();
  await screen.findByText("Solar");
  await person.click(button("Delete Solar"));
  expect(core.now.asked("tag_delete")).toEqual([{ id: "t3" }]);
  await waitFor(() => expect(listed()).toEqual(["Cold storage", "โรงแรม"]));
  expect(document.activeElement).toBe(button("Delete โรงแรม"));
  expect(await screen.findByText("Tag Solar deleted")).toBeDefined();
  await person.click(await screen.findByRole("button", { name: /^Undo/ }));
  expect(core.now.asked("undo")).toEqual([{ token: "back" }]);
});

test("without any tag it is said how they come to be; after the last one the focus is on adding", async () => {
  core.now.answers["directory"] = { profiles: [], tags: [TAGS[0]], sources: [] };
  const { person } = await page();
  await person.click(await screen.findByRole("button", { name: "Delete โรงแรม" }));
  expect(await screen.findByRole("heading", { name: "No tags yet" })).toBeDefined();
  expect(document.activeElement).toBe(button("New tag"));
});

test("what the core refuses is said in the dialog", async () => {
  delete core.now.answers["tag_create"];
  const { person } = await page();
  await screen.findByText("Solar");
  await person.click(button("New tag"));
  const open = await dialog();
  await person.type(open.getByRole("textbox"), "Fair{Enter}");
  expect((await open.findByRole("alert")).textContent).not.toBe("");
});
