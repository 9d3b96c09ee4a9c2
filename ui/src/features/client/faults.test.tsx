// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { clientCard, DANIEL, sessionOf } from "../../gallery/people";
import { ActivityDialog } from "../activities/ActivityDialog";
import { ContactDialog } from "./ContactDialog";
import { NewLead } from "../leads/NewLead";
import { answersOfTheCore } from "../../host/query";
import { forgetTyped } from "../../host/useDraft";
import { inRouter } from "../../testing/inRouter";
import { scriptedHost } from "../../testing/scriptedHost";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const refusing =
  (...fields: string[]) =>
  () => {
    throw { code: "invalid", fields: fields.map((field) => ({ field, fault: "too_long" })) };
  };
const told = vi.fn();

beforeEach(() => {
  forgetTyped();
  told.mockReset();
  core.now = scriptedHost();
  core.now.answers = {
    session: sessionOf("en", "light"),
    directory: { profiles: [], tags: [], sources: [] },
    draft_get: { body: null, at: null },
    draft_save: {},
    client_get: clientCard(DANIEL),
  };
});

const none = () => undefined;
const DIALOGS = [
  [
    "activity",
    <ActivityDialog key="a" open onOpenChange={none} clientId={DANIEL} />,
    "activity_create",
    "body",
    "Text",
  ],
  [
    "contact",
    <ContactDialog key="c" clientId={DANIEL} contact={null} onClose={none} />,
    "contact_create",
    "phone",
    "Phone",
  ],
  ["lead", <NewLead key="l" list="leads" onClose={none} onMade={none} />, "client_create", "phone", "Phone"],
] as const;

async function refused(dialog: React.ReactNode, command: string, ...fields: string[]) {
  core.now.answers[command] = refusing(...fields);
  const { person } = await inRouter(dialog, "/leads", { answers: answersOfTheCore(told) });
  const save = await screen.findByRole("button", { name: /^(Save|Plan it|Add lead)/ });
  await person.click(save);
  await waitFor(() => expect(core.now.asked(command)).toHaveLength(1));
  return { person, save };
}

test.each(DIALOGS)(
  "a faulty field of a new %s says so alone and has the focus",
  async (_, dialog, command, field, label) => {
    const { person, save } = await refused(dialog, command, field);
    const box = screen.getByRole("textbox", { name: label });
    await waitFor(() => expect(document.activeElement).toBe(box));
    expect(screen.getAllByText(/too long/i)).toHaveLength(1);
    expect(told).not.toHaveBeenCalled();
    await person.click(save);
    await waitFor(() => expect(core.now.asked(command)).toHaveLength(2));
    await waitFor(() => expect(document.activeElement).toBe(box));
  },
);

test("of several faulty fields the first one has the focus", async () => {
  await refused(DIALOGS[1][1], "contact_create", "email", "title");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Role" })));
});

test.each([DIALOGS[0], DIALOGS[1]])(
  "what is wrong elsewhere with a new %s is told, for no field says it",
  async (_, dialog, command) => {
    await refused(dialog, command, "client_id");
    await waitFor(() => expect(told).toHaveBeenCalledTimes(1));
  },
);
