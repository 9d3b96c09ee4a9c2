// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { sessionOf } from "../../gallery/people";
import type { Directory, RingGroup } from "../../host/api";
import { answersOfTheCore } from "../../host/query";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { Settings } from "./Settings";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const colleague = (id: string, name: string, more = {}) => {
  return { id, name, email: `${id}@tawan.example`, role: "agent" as const, active: true, ...more };
};
const DIRECTORY: Directory = {
  profiles: [
    colleague("naphat", "Naphat Srisuk"),
    colleague("ploy", "Ploypailin Wong"),
    colleague("viewer", "Just Looking", { role: "viewer" }),
    colleague("gone", "Gone Away", { active: false }),
  ],
  tags: [],
  sources: [],
};
const SALES: RingGroup = { id: "sales", name: "ฝ่ายขาย", members: ["ploy", "naphat"] };

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers["call_rules"] = { ring_seconds: 45, call_waiting: true, outcomes: ["won"] };
  core.now.answers["directory"] = DIRECTORY;
  core.now.answers["ring_groups"] = { groups: [SALES] };
  core.now.answers["ring_groups_set"] = { groups: [SALES] };
});

async function page(language: "en" | "th" = "en") {
  const session = sessionOf(language, "light");
  core.now.answers["session"] = { ...session, account: session.account && { ...session.account, role: "admin" } };
  const answers = answersOfTheCore(() => undefined);
  return inRouter(<Settings part="calls" onPart={() => undefined} />, "/settings", { language, answers });
}
const isAt = (name: string) => waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name })));
const decided = () => core.now.given.filter(([name]) => name === "ring_groups_set").map(([, wished]) => wished);

test("an administrator puts colleagues who can be called into a new group", async () => {
  const { person } = await page();
  await person.click(await screen.findByRole("button", { name: "New group" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getAllByRole("checkbox").map((box) => box.closest("label")?.textContent)).toEqual([
    "Naphat Srisuk",
    "Ploypailin Wong",
  ]);
  await person.type(dialog.getByRole("textbox", { name: "Name" }), " Service ");
  await person.click(dialog.getByRole("checkbox", { name: "Ploypailin Wong" }));
  await person.click(dialog.getByRole("button", { name: "Save" }));
  expect(decided()).toEqual([{ groups: [SALES, { id: expect.any(String), name: "Service", members: ["ploy"] }] }]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a group without a name, with one that is taken or without people is not saved, and it is said why", async () => {
  const { person } = await page("th");
  await person.click(await screen.findByRole("button", { name: "สร้างกลุ่ม" }));
  const dialog = within(await screen.findByRole("dialog"));
  const save = () => person.click(dialog.getByRole("button", { name: "บันทึก" }));
  await save();
  expect(dialog.getByText("ตั้งชื่อกลุ่มก่อน")).toBeDefined();
  expect(dialog.getByRole("alert").textContent).toBe("เลือกอย่างน้อยหนึ่งคน");
  await person.type(dialog.getByRole("textbox"), "ฝ่ายขาย");
  await save();
  expect(dialog.getByText("มีกลุ่มอื่นใช้ชื่อนี้แล้ว")).toBeDefined();
  expect(decided()).toEqual([]);
});

test("a group is changed and removed; the order of its people stays", async () => {
  const { person } = await page();
  const people = await screen.findByText("Ploypailin Wong, Naphat Srisuk");
  expect(people.parentElement?.textContent).toContain("ฝ่ายขาย");
  await person.click(screen.getByRole("button", { name: "Change ฝ่ายขาย" }));
  const dialog = within(await screen.findByRole("dialog"));
  const name = dialog.getByRole("textbox", { name: "Name" });
  await person.clear(name);
  await person.type(name, "Sales");
  await person.click(dialog.getByRole("button", { name: "Save" }));
  await person.click(screen.getByRole("button", { name: "Remove ฝ่ายขาย" }));
  expect(decided()).toEqual([{ groups: [{ ...SALES, name: "Sales" }] }, { groups: [] }]);
});

test("after a group is removed the one in its place has the focus, after the last what makes one", async () => {
  const service: RingGroup = { id: "service", name: "Service", members: ["ploy"] };
  core.now.answers["ring_groups"] = { groups: [SALES, service] };
  const { person } = await page();
  core.now.answers["ring_groups_set"] = { groups: [service] };
  await person.click(await screen.findByRole("button", { name: "Remove ฝ่ายขาย" }));
  await isAt("Remove Service");
  core.now.answers["ring_groups_set"] = { groups: [] };
  await person.keyboard("{Enter}");
  await isAt("New group");
});

test("what the server refuses is said where it was asked for", async () => {
  delete core.now.answers["ring_groups_set"];
  const { person } = await page();
  await person.click(await screen.findByRole("button", { name: "Change ฝ่ายขาย" }));
  const dialog = within(await screen.findByRole("dialog"));
  await person.click(dialog.getByRole("button", { name: "Save" }));
  expect((await dialog.findByRole("alert")).textContent).not.toBe("");
});
