// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { HANNAH, CLIENTS } from "../../gallery/people";
import type { Language, LinkFault, OpenedLink } from "../../host/api";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { OpenedLinks } from ".";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

beforeAll(() => import("./LinkDialog"));

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers = { link_take: { link: null }, phone_open: {} };
});

const NUMBER = { number: "+66625550131", callable: true, clients: CLIENTS.filter(({ id }) => id === HANNAH) };

/** Another program hands a link over while the window shows the leads. */
async function handedOver(link: OpenedLink, language: Language = "en") {
  const window = await inRouter(<OpenedLinks />, "/leads", { language });
  core.now.answers["link_take"] = { link };
  core.now.tell({ link_waits: {} });
  return window;
}

test("a link that waited is opened when the window comes up, and one handed over later as it comes", async () => {
  core.now.answers["link_take"] = { link: { client: { id: HANNAH, activity: null } } };
  const { at } = await inRouter(<OpenedLinks />, "/leads");
  await waitFor(() => expect(at()).toBe(`/clients/${HANNAH}`));
  core.now.answers["link_take"] = { link: { calls: {} } };
  core.now.tell({ link_waits: {} });
  await waitFor(() => expect(at()).toBe("/calls"));
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a number is shown with whose it is, and nothing is handed on while the person looks", async () => {
  const { person, at } = await handedOver({ number: NUMBER });
  await screen.findByText("Another program handed this number over. Leadline calls no number by itself.");
  await person.click(screen.getByRole("button", { name: "Open Hannah Whitcombe" }));
  await waitFor(() => expect(at()).toBe(`/clients/${HANNAH}`));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(core.now.asked("phone_open")).toEqual([]);
});

test("the number goes to the phone program once the person says so", async () => {
  const { person } = await handedOver({ number: NUMBER });
  await person.click(await screen.findByRole("button", { name: "Open the phone program" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(core.now.asked("phone_open")).toEqual([{ number: "+66625550131" }]);
});

test("what is no number of a country is shown as it came and goes nowhere", async () => {
  await handedOver({ number: { number: "191", callable: false, clients: [] } });
  await screen.findByRole("dialog", { name: "191" });
  await screen.findByText("None of your clients has this number.");
  expect(screen.queryByRole("button", { name: "Open the phone program" })).toBeNull();
});

test("a record that is not here is said in the person's language, and the window stays where it was", async () => {
  const { at } = await handedOver({ not_here: {} }, "th");
  await screen.findByRole("dialog", { name: "ไม่มีรายการนี้ที่นี่" });
  expect(at()).toBe("/leads");
});

test.each<[LinkFault, string]>([
  ["scheme", "It is not one of the links that Leadline opens."],
  ["id", "It names no record."],
  ["too_long", "It is longer than any link of Leadline’s."],
])("a link that is refused says why: %s", async (fault, sentence) => {
  await handedOver({ refused: { fault } });
  await screen.findByRole("dialog", { name: "This link was not opened" });
  await screen.findByText(sentence);
});
