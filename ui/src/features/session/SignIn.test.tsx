// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { sessionOf } from "../../gallery/people";
import type { Code, Language } from "../../host/api";
import { onScreen } from "../../testing/onScreen";
import { scriptedHost } from "../../testing/scriptedHost";
import { SignIn } from "./SignIn";

const core = vi.hoisted(() => ({ now: undefined as unknown as ReturnType<typeof scriptedHost> }));
vi.mock("../../host", () => ({
  host: {
    call: (name: string, request: unknown) => core.now.host.call(name, request),
    subscribe: (listener: never) => core.now.host.subscribe(listener),
  },
}));

const FOUND = "https://crm.tawan.example/";

beforeEach(() => {
  core.now = scriptedHost();
  core.now.answers["server_find"] = { server: FOUND };
});

function form(last_server: string | null = null, language: Language = "en") {
  const session = { ...sessionOf(language, "light"), stage: "signed_out" as const, account: null, last_email: null };
  const { person } = onScreen(<SignIn session={{ ...session, last_server }} />, { language });
  return { person, email: screen.getByRole("textbox", { name: language === "en" ? "E-mail" : "อีเมล" }) };
}
const address = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Server address" });

test("the server that the domain of the mail names is filled in, said where it was found, and can be changed", async () => {
  const { person, email } = form();
  await person.type(email, "kanya@tawan.example");
  await person.tab();
  expect(await screen.findByText("Found at tawan.example. Is that your firm?")).toBeDefined();
  expect(address().value).toBe(FOUND);
  await person.clear(address());
  await person.type(address(), "other.example");
  expect(screen.queryByText(/Found at/)).toBeNull();
  await person.click(email);
  await person.tab();
  expect([address().value, core.now.asked("server_find").length]).toEqual(["other.example", 1]);
});

test("an address that is typed meanwhile stays", async () => {
  const answer: { give?: (found: unknown) => void } = {};
  core.now.answers["server_find"] = () => new Promise((given) => (answer.give = given));
  const { person, email } = form();
  await person.type(email, "kanya@tawan.example");
  await person.type(address(), "typed.example");
  answer.give?.({ server: FOUND });
  await person.tab();
  expect(address().value).toBe("typed.example");
  expect(screen.queryByText(/Found at/)).toBeNull();
});

test.each([
  ["that is known", "crm.known.example", { server: FOUND }],
  ["that no domain names", null, { server: null }],
])("an address %s is left as it is", async (_what, last_server, found) => {
  core.now.answers["server_find"] = found;
  const { person, email } = form(last_server);
  await person.type(email, "kanya@tawan.example");
  await person.tab();
  if (last_server !== null) await person.click(screen.getByRole("button", { name: /Advanced/ }));
  expect(address().value).toBe(last_server ?? "");
});

test("a password that was wrong is chosen, so that the next one takes its place", async () => {
  core.now.answers["sign_in"] = () => {
    throw { code: "wrong_credentials" };
  };
  const { person, email } = form("crm.known.example");
  await person.type(email, "kanya@tawan.example");
  const password = screen.getByLabelText<HTMLInputElement>("Password");
  await person.type(password, "wrong");
  await person.click(screen.getByRole("button", { name: "Sign in" }));
  await screen.findByText(/E-mail or password is not right/);
  expect(document.activeElement).toBe(password);
  expect([password.selectionStart, password.selectionEnd]).toEqual([0, "wrong".length]);
});

const SENTENCES: [Code, Language, string, string][] = [
  [
    "not_leadline",
    "en",
    "Something answers at this address, but it is not a Leadline server",
    "Check the server address with your administrator.",
  ],
  ["not_leadline", "th", "มีเครื่องตอบที่ที่อยู่นี้ แต่ไม่ใช่เซิร์ฟเวอร์ Leadline", "ตรวจที่อยู่เซิร์ฟเวอร์กับผู้ดูแลระบบ"],
  [
    "clock_wrong",
    "en",
    "The clock of this computer is wrong",
    "Set date and time in the system settings, then try again.",
  ],
  ["clock_wrong", "th", "นาฬิกาของเครื่องนี้ไม่ตรง", "ตั้งวันที่และเวลาในระบบ แล้วลองอีกครั้ง"],
];

test.each(SENTENCES)(
  "a sign-in refused as %s says what is wrong and what to do, in %s",
  async (code, language, what, remedy) => {
    core.now.answers["sign_in"] = () => {
      throw { code };
    };
    const { person, email } = form("crm.known.example", language);
    await person.type(email, "kanya@tawan.example");
    await person.type(screen.getByLabelText(language === "en" ? "Password" : "รหัสผ่าน"), "a password{Enter}");
    expect((await screen.findByRole("alert")).textContent).toBe(what + remedy);
  },
);
