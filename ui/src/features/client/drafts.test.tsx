// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { clientCard, DANIEL, NAPHAT, sessionOf } from "../../gallery/people";
import { forgetTyped } from "../../host/useDraft";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { NewLead } from "../leads/NewLead";
import { People } from "./People";
import { TimelineEntry } from "./TimelineEntry";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

/** What the core kept, through crashes of the window. */
const kept = new Map<string, string>();
const keptNow = () => Object.fromEntries([...kept].map(([key, body]) => [key, JSON.parse(body) as unknown]));

const ANONG = {
  kind: "person",
  name: "Anong",
  company_name: "",
  phone: "",
  email: "",
  source: "",
  lifecycle_stage: "lead",
  lead_quality: null,
  mine: true,
};
const MALI = { id: "p1", name: "Mali", title: "Buyer", phone: null, email: null, is_primary: true };
const card = (contacts: object[]) => ({ ...clientCard(DANIEL), contacts }) as ReturnType<typeof clientCard>;
const DONE = { id: "e", count: 1, undo: "back" };

const note = (
  <TimelineEntry
    editable
    item={{ id: "n1", at: 0, by: NAPHAT, what: { note: { body: "Wants a quote", pinned: false } }, sync: "synced" }}
  />
);

async function afterACrash(part: React.ReactNode) {
  forgetTyped();
  return inRouter(part, `/clients/${DANIEL}`);
}

async function rewriting(text: string | null) {
  const { person, unmount } = await afterACrash(note);
  await person.click(screen.getByRole("button", { name: "More about this note" }));
  await person.click(await screen.findByRole("menuitem", { name: /Edit/ }));
  const area = await screen.findByRole("textbox");
  if (text !== null) await person.type(area, text);
  return { person, unmount };
}

beforeEach(() => {
  kept.clear();
  core.now = scriptedHost();
  core.now.answers = {
    session: sessionOf("en", "light"),
    directory: { profiles: [], tags: [], sources: [] },
    duplicates_find: { clients: [] },
    draft_get: ({ key }: { key: string }) => ({ body: kept.get(key) ?? null, at: null }),
    draft_save: ({ key, body }: { key: string; body: string }) => (kept.set(key, body), {}),
    draft_drop: ({ key }: { key: string }) => (kept.delete(key), {}),
    note_update: DONE,
    contact_create: DONE,
    contact_update: DONE,
  };
});

test("a note that was being rewritten comes back after a crash, and goes once it is saved", async () => {
  const before = await rewriting(" by Friday");
  before.unmount();
  await waitFor(() => expect(keptNow()).toEqual({ "note:n1": "Wants a quote by Friday" }));

  const { person } = await rewriting(null);
  await screen.findByDisplayValue("Wants a quote by Friday");
  await person.click(screen.getByRole("button", { name: /^Save/ }));
  await waitFor(() => expect(kept.size).toBe(0));
  expect(core.now.asked("note_update")).toEqual([
    { id: "n1", fields: { values: { body: "Wants a quote by Friday" } } },
  ]);
});

test("a note that is left as it was keeps nothing", async () => {
  const { person } = await rewriting(" by Friday");
  await waitFor(() => expect(kept.size).toBe(1));
  await person.click(screen.getByRole("button", { name: /^Cancel/ }));
  await waitFor(() => expect(kept.size).toBe(0));
  expect(screen.getByText("Wants a quote")).toBeDefined();
});

test("a new person under a client comes back after a crash", async () => {
  const before = await afterACrash(<People card={card([])} />);
  await before.person.click(screen.getByRole("button", { name: "Add a person" }));
  await before.person.type(await screen.findByRole("textbox", { name: "Name" }), "Preecha");
  before.unmount();
  await waitFor(() => expect(keptNow()).toEqual({ [`contact:new:${DANIEL}`]: { name: "Preecha" } }));

  const { person } = await afterACrash(<People card={card([])} />);
  await person.click(screen.getByRole("button", { name: "Add a person" }));
  await screen.findByDisplayValue("Preecha");
  await person.click(screen.getByRole("button", { name: /^Save/ }));
  await waitFor(() => expect(kept.size).toBe(0));
  expect(core.now.asked("contact_create")).toMatchObject([{ draft: `contact:new:${DANIEL}` }]);
});

test("of a person only what was typed comes back, over what others changed meanwhile", async () => {
  kept.set("contact:p1", JSON.stringify({ email: "mali@x.example" }));
  const { person } = await afterACrash(<People card={card([{ ...MALI, title: "Head of buying" }])} />);
  await person.click(screen.getByText("Mali"));
  await screen.findByDisplayValue("mali@x.example");
  expect(screen.getByDisplayValue("Head of buying")).toBeDefined();
  await person.click(screen.getByRole("button", { name: "Discard draft" }));
  await waitFor(() => expect(kept.size).toBe(0));
  expect(screen.queryByDisplayValue("mali@x.example")).toBeNull();
});

const none = () => undefined;

test("a lead that was begun can be thrown away, and the next one is begun at its first field", async () => {
  kept.set("client:new", JSON.stringify(ANONG));
  const { person } = await afterACrash(<NewLead list="leads" onClose={none} onMade={none} />);
  await screen.findByDisplayValue("Anong");
  await person.click(screen.getByRole("button", { name: "Discard draft" }));
  await waitFor(() => expect(kept.size).toBe(0));
  const name = screen.getByRole<HTMLInputElement>("textbox", { name: "Name" });
  expect(name.value).toBe("");
  expect(document.activeElement).toBe(name);
  expect(screen.queryByRole("button", { name: "Discard draft" })).toBeNull();
});
