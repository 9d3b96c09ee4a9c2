// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { clientCard, CLIENTS, DANIEL, HANNAH, sessionOf } from "../../gallery/people";
import { Toasts } from "../../kit/Toasts";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";
import { Facts } from "./Facts";
import { People } from "./People";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const TWINS = CLIENTS.filter(({ id }) => id === HANNAH);
const DONE = { id: "e", count: 1, undo: "back" };
const WARNING = "Somebody here has the same phone or e-mail:";

const card = {
  ...clientCard(DANIEL),
  contacts: [{ id: "p1", name: "Mali", title: null, phone: "+66815550142", email: "mali@x.example", is_primary: true }],
} as unknown as ReturnType<typeof clientCard>;

async function drawn(language: "en" | "th" = "en") {
  return inRouter(
    <>
      <Facts card={card} />
      <People card={card} />
      <Toasts />
    </>,
    `/clients/${DANIEL}`,
    { language },
  );
}

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers = {
    session: sessionOf("en", "light"),
    client_update: DONE,
    contact_update: DONE,
    duplicates_find: { clients: TWINS },
  };
});

test("a client's new e-mail that somebody has as well is kept, and leads to them", async () => {
  const { person, at } = await drawn();
  await person.click(screen.getByRole("button", { name: /^Edit E-?mail:/i }));
  await person.keyboard("{Control>}a{/Control}hannah@greenleaf.example{Enter}");
  expect((await screen.findAllByText(WARNING)).length).toBeGreaterThan(0);
  expect(core.now.asked("client_update")).toHaveLength(1);
  expect(core.now.asked("duplicates_find")).toEqual([
    { phone: null, email: "hannah@greenleaf.example", except: DANIEL },
  ]);
  await person.click(screen.getByRole("button", { name: "Hannah Whitcombe, Greenleaf Packaging" }));
  await waitFor(() => expect(at()).toBe(`/clients/${HANNAH}`));
  await waitFor(() => expect(screen.queryByText(WARNING)).toBeNull());
});

test("the warning is in Thai for who works in Thai", async () => {
  const { person } = await drawn("th");
  await person.click(screen.getByRole("button", { name: /โทรศัพท์สำรอง/ }));
  await person.keyboard("0625550131{Enter}");
  expect((await screen.findAllByText("มี 1 รายที่ใช้เบอร์หรืออีเมลเดียวกัน:")).length).toBeGreaterThan(0);
});

test("of a person under a client only what was written anew is looked for", async () => {
  const { person } = await drawn();
  await person.click(screen.getByText("Mali"));
  await person.type(await screen.findByRole("textbox", { name: "Phone" }), "9");
  await person.click(screen.getByRole("button", { name: /Save/ }));
  await waitFor(() =>
    expect(core.now.asked("duplicates_find")).toEqual([{ phone: "081 555 01429", email: null, except: DANIEL }]),
  );
});

test("a name that is changed warns of nobody", async () => {
  const { person } = await drawn();
  await person.click(screen.getByText("Mali"));
  await person.type(await screen.findByRole("textbox", { name: "Name" }), " Saelim");
  await person.click(screen.getByRole("button", { name: /Save/ }));
  await screen.findByText("Mali Saelim saved");
  expect(core.now.asked("duplicates_find")).toEqual([]);
});
