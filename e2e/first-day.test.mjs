// The first real day in the real window: sign in, first sync, search in Thai, edit without a network, a power cut,
// back online, the other agent sees it; a conflict made and resolved.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { killDesktop, openDesktop, people, picture, place, signIn, startCable, startServer } from "./leadline.mjs";
import { until } from "./webdriver.mjs";

const LEADS = 2_000;
const THAI_NAME = "ปิยะดา ศักดิ์สิทธิ์ปั๊มน้ำ";

let server, cable, data, window, manager, client;

before(async () => {
  server = await startServer("first-day", LEADS);
  cable = await startCable(server.port);
  data = join(await place("first-day"), "desktop");
  manager = await signIn(server, people.manager);
  const members = (await manager("GET", "/api/team/members")).members;
  const owner_id = members.find((member) => member.email === people.agent.email).profile_id;
  client = await manager("POST", "/api/clients", {
    kind: "person", name: THAI_NAME, company_name: "Journey Pumps", client_type: "lead",
    lifecycle_stage: "mql", phone: "+66815550142", owner_id,
  });
  window = await openDesktop(data, { LEADLINE_SERVER: cable.url });
});

after(async () => {
  await window?.close();
  cable?.close();
  await server?.stop();
});

/** Shows the list of every lead narrowed down to this text. */
async function searchInList(text) {
  await window.press("Leads");
  await window.see("[role=row][data-index]", 60);
  await window.press("All");
  await window.fill("input[aria-label='Search in the list']", text);
  await until(`only “${text}” in the list`, () => window.run((wanted) => {
    const names = [...document.querySelectorAll("[role=row][data-index] a")].map((link) => link.textContent);
    return names.length === 1 && names[0] === wanted;
  }, THAI_NAME));
}

/** Opens the client's own page. */
async function openClient() {
  await searchInList("ปั๊มน้ำ");
  await window.click("[role=row][data-index] a");
  await window.see("h1");
}

/** Chooses another stage on the client's page. */
async function setStage(now, next) {
  await window.press(`Stage: ${now}`);
  await window.press(next);
}

const onServer = async (field) => (await manager("GET", `/api/clients/${client.id}`))[field];

test("without a keyring the key goes into a file only after consent", async () => {
  await window.press("Keep the key in a file", 60);
  await window.see("input[name=password]");
});

test("a wrong address and a wrong password are told apart, and the right ones sign in", async () => {
  await picture(window, "01-sign-in");
  const sign = async (email, password) => {
    await window.fill("input[name=email]", email);
    await window.fill("input[name=password]", password);
    await window.keys("Enter");
  };
  cable.pull();
  await sign(people.agent.email, people.agent.password);
  await window.see("[role=alert]");
  await picture(window, "02-server-away");
  cable.plug();
  await sign(people.agent.email, "not the password");
  await window.seeText("E-mail or password is not right");
  await picture(window, "03-wrong-password");
  await sign(people.agent.email, people.agent.password);
});

test("before anything else one hears oneself, once on this computer", async () => {
  await window.seeText("Do you hear, and are you heard?", 60);
  await picture(window, "03-first-try");
  await window.press("Go on");
  await window.seeNoText("Do you hear, and are you heard?");
});

test("the first sync brings the leads, and a Thai search finds one from part of its name", async () => {
  await until("the list or the first sync", () => window.run(() =>
    document.querySelector("[role=row][data-index]") !== null || /Start working/.test(document.body.innerText)), 60);
  await picture(window, "04-first-sync");
  if (await window.run(() => /Start working/.test(document.body.innerText))) await window.keys("Enter");
  await searchInList("ศักดิ์สิทธิ์");
  await picture(window, "05-thai-search");
  const crooked = await window.run(() => {
    const left = (cell) => Math.round(cell.getBoundingClientRect().left);
    const heads = [...document.querySelectorAll("[role=columnheader][data-field]")];
    return heads.filter((head) =>
      left(head) !== left(document.querySelector(`[data-index] [aria-colindex="${head.getAttribute("aria-colindex")}"]`)))
      .map((head) => head.dataset.field);
  });
  assert.deepEqual(crooked, [], "heads stand over their columns");
});

test("an edit made without a network is kept through a power cut and reaches the server when it is back", async () => {
  await openClient();
  cable.pull();
  await window.seeText("Offline");
  await setStage("MQL", "SQL");
  await window.seeText("1 change waiting");
  await picture(window, "06-edited-offline");
  await killDesktop(window, data);

  window = await openDesktop(data, { LEADLINE_SERVER: cable.url });
  await openClient();
  await window.seeText("1 change waiting");
  await picture(window, "07-after-power-cut");
  assert.equal(await onServer("lifecycle_stage"), "mql");

  cable.plug();
  await until("the other agent sees it", async () => (await onServer("lifecycle_stage")) === "sql", 60);
  await window.seeNoText("1 change waiting", 60);
});

test("another agent's change appears while one looks", async () => {
  await manager("PATCH", `/api/clients/${client.id}`, { company_name: "Renamed Elsewhere" });
  await window.seeText("Renamed Elsewhere");
  await picture(window, "08-changed-elsewhere");
});

test("two who mean different things decide in the sync centre", async () => {
  cable.pull();
  await window.seeText("Offline");
  await setStage("SQL", "Opportunity");
  await window.seeText("1 change waiting");
  await manager("PATCH", `/api/clients/${client.id}`, { lifecycle_stage: "customer" });
  cable.plug();
  await window.press("Sync centre", 60);
  await window.seeText("Waiting to send");
  await window.press("All mine", 60);
  await picture(window, "09-conflict");
  await window.press("Keep these");
  await until("mine on the server", async () => (await onServer("lifecycle_stage")) === "opportunity", 60);
  await window.seeNoText("All mine");
  await picture(window, "10-decided");
});
