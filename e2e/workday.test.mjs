// What a day at the app is made of, in the real window: a client from the palette, a duplicate noticed while one types,
// a form that survives a power cut, many leads given away and taken back, a call put off.
import { after, before, test } from "node:test";
import { join } from "node:path";
import { killDesktop, openDesktop, people, picture, place, signIn, startServer } from "./leadline.mjs";
import { until } from "./webdriver.mjs";

const LEADS = 300;
const NAME = "ปิยะดา ศักดิ์สิทธิ์";
const CALL = "Call about the pump";

let server, data, window, admin, members, client, call;

before(async () => {
  server = await startServer("workday", LEADS);
  admin = await signIn(server, people.admin);
  ({ members } = await admin("GET", "/api/team/members"));
  const me = memberCalled(people.manager.email);
  client = await admin("POST", "/api/clients", {
    kind: "person", name: NAME, company_name: "Journey Pumps", client_type: "lead", lifecycle_stage: "mql",
    phone: "+66815550142", owner_id: me.profile_id,
  });
  call = await admin("POST", "/api/activities", {
    client_id: client.id, kind: "call", subject: CALL, status: "open", priority: "normal",
    due_at: Date.now() + 60_000, assignee_id: me.profile_id,
  });
  data = join(await place("workday"), "desktop");
  await open();
  await window.press("Keep the key in a file", 60);
  await window.fill("input[name=email]", people.manager.email);
  await window.fill("input[name=password]", people.manager.password);
  await window.keys("Enter");
  await window.press("Go on", 60);
  await window.press("Leads", 60);
  await window.see("[role=row][data-index] a", 60);
});

after(async () => {
  await window?.close();
  await server?.stop();
});

const open = async () => {
  window = await openDesktop(data, { LEADLINE_SERVER: server.url });
};
const memberCalled = (email) => members.find((member) => member.email === email);
const owners = (ids) => Promise.all(ids.map(async (id) => (await admin("GET", `/api/clients/${id}`)).owner_id));

test("the palette finds a client by part of the name and opens it", async () => {
  await window.keys("Control+k");
  await window.see("[role=dialog] input");
  await window.type("ศักดิ์สิทธิ์");
  await window.seeText("Journey Pumps");
  await window.keys("Enter");
  await until("the client's page", () => window.run((name) => document.querySelector("h1")?.innerText.includes(name), NAME));
});

test("a tag that nobody has made yet is added where tags are picked, and colleagues have it", async () => {
  const tag = "ลูกค้าปั๊มน้ำ";
  await window.keys("t");
  await window.see("[role=listbox]");
  await window.type(tag);
  await window.seeText(`Add the tag “${tag}”`);
  await picture(window, "workday-new-tag");
  await window.keys("Enter");
  await window.seeText(`Tagged ${tag}`);
  await window.keys("Escape");
  await until("the tag at the server, on the client", async () => {
    const made = (await admin("GET", "/api/tags?limit=200")).records.find(({ name }) => name === tag);
    const { records } = await admin("GET", `/api/taggings?client_id=${client.id}`);
    return made && records.some(({ tag_id }) => tag_id === made.id);
  });
});

test("a phone that is here already is noticed while one types, however it is written", async () => {
  await window.press("Leads");
  await window.press("New lead");
  await window.see("[role=dialog] input[type=tel]");
  await window.type("ปิยะดา ซ้ำ");
  await window.fill("[role=dialog] input[type=tel]", "081-555 0142");
  await window.seeText("Somebody here has the same phone or e-mail:");
  await picture(window, "workday-duplicate");
});

test("what was typed into a form is there again after a power cut", async () => {
  await window.seeText("Kept as a draft");
  await killDesktop(window, data);
  await open();
  await window.press("Leads", 60);
  await window.see("[role=row][data-index] a", 60);
  await window.press("New lead");
  for (const typed of ["ปิยะดา ซ้ำ", "081-555 0142"]) {
    await until(`“${typed}” in the form again`, () => window.run((wanted) =>
      [...document.querySelectorAll("[role=dialog] input")].some((field) => field.value === wanted), typed));
  }
  await window.seeText("Somebody here has the same phone or e-mail:");
  await window.press("Cancel");
  await until("the form is gone", async () => !(await window.find("[role=dialog]")));
});

test("several leads are given to a colleague at once, and all of it is taken back at once", async () => {
  const to = memberCalled(people.agent.email);
  await window.press("All");
  await window.see("[data-index='2'] a");
  const rows = [0, 1, 2];
  const ids = await window.run((places) => places.map((at) =>
    document.querySelector(`[data-index='${at}'] a`).getAttribute("href").split("/").at(-1)), rows);
  const before = await owners(ids);
  for (const at of rows) await window.click(`[data-index='${at}'] input[type=checkbox]`);
  await window.seeText("selected");
  await window.press("Assign");
  await window.see("[role=listbox]");
  await window.type(to.name);
  await window.keys("Enter");
  await window.seeText("changed");
  await picture(window, "workday-assigned");
  await until("all three with the colleague, on the server", async () =>
    (await owners(ids)).every((owner) => owner === to.profile_id));
  await window.press("Undo");
  await until("each with whom it was before", async () => String(await owners(ids)) === String(before));
});

test("a call is put off until tomorrow with two keys and a choice", async () => {
  await window.press("Today");
  await window.seeText(CALL);
  const due = async () => (await admin("GET", `/api/activities/${call.id}`)).due_at;
  const before = await due();
  await window.run((subject) => document.querySelector(`[aria-label='Done: ${subject}']`).focus(), CALL);
  await window.keys("z");
  await window.press("Tomorrow morning");
  await picture(window, "workday-snoozed");
  await until("the call among the next days", () => window.run((subject) => {
    const part = [...document.querySelectorAll("section")].find((each) => each.innerText.startsWith("Next seven days"));
    return part?.innerText.includes(subject);
  }, CALL));
  await until("the new time on the server", async () => (await due()) > before + 3_600_000);
});
