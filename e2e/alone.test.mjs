// Somebody without a server: begins on this computer, works, ends the app and comes back, and takes everything to a
// server in the end, where a colleague sees it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { violations } from "./accessibility.mjs";
import { appProcess, killDesktop, openDesktop, people, picture, place, signIn, startServer } from "./leadline.mjs";
import { looks, showAs } from "./screens.mjs";
import { until } from "./webdriver.mjs";

const CUSTOMER = "มานี มีนา";
const NOTE = "ขอใบเสนอราคาปั๊มน้ำสองตัว";

let server, manager, data, window;

before(async () => {
  server = await startServer("alone", 50);
  manager = await signIn(server, people.manager);
  data = join(await place("alone"), "desktop");
  window = await openDesktop(data);
});

after(async () => {
  await window?.close();
  await server?.stop();
});

/** Looks at the screen in both languages and themes, and has it examined. */
async function lookAt(name) {
  for (const look of looks) {
    await showAs(window, look);
    await picture(window, `${name}.${look.theme}-${look.language}`);
    assert.deepEqual(await violations(window), [], `${name} ${look.theme} ${look.language}`);
  }
  await showAs(window, { language: "en", theme: "light" });
}

const places = () => window.run(() => [...document.querySelectorAll("nav[aria-label=Places] a")].map((link) => link.title));

/** The client's own page, by its name in the list. */
async function openClient() {
  await window.press("Leads");
  await window.see("[role=row][data-index] a", 60);
  await window.click("[role=row][data-index] a");
  await window.seeText(CUSTOMER);
}

test("a person begins without any server, with a name alone", async () => {
  await window.press("Keep the key in a file", 60);
  await window.press("Work on this computer, without a server");
  await window.see("input[name=name]");
  await lookAt("alone-01-begin");
  await window.fill("input[name=name]", "มะลิ ใจดี");
  await window.press("Start working");
  await window.see("nav[aria-label=Places]");
  await window.seeText("On this computer only");
  assert.deepEqual(await places(), ["Today", "Leads", "Clients", "Settings"]);
});

test("clients, notes and search work as they do with a server, and nothing waits or calls", async () => {
  await window.press("New lead");
  await window.see("[role=dialog] input[type=tel]");
  await window.type(CUSTOMER);
  await window.fill("[role=dialog] input[type=tel]", "+66 81 555 0177");
  await window.keys("Control+Enter");
  await window.seeText(CUSTOMER);
  await openClient();
  const offered = await window.run(() => [...document.querySelectorAll("button")].map((button) => button.innerText.split("\n")[0]));
  for (const needsServer of ["Call", "Video", "Invite to the portal"]) assert.ok(!offered.includes(needsServer), offered.join(", "));
  await window.seeNoText("waiting");
  await window.fill("textarea", NOTE);
  await window.keys("Control+Enter");
  await window.seeText(NOTE);
  await lookAt("alone-02-client");
  await window.keys("Control+k");
  await window.see("[role=dialog] input");
  await window.type("มีนา");
  await until("the client is found", () => window.run((name) =>
    [...document.querySelectorAll("[role=option]")].some((option) => option.textContent.includes(name)), CUSTOMER));
  await window.keys("Escape");
});

test("a power cut and a restart leave everything as it was", async () => {
  assert.ok(appProcess(data));
  await killDesktop(window, data);
  window = await openDesktop(data);
  await window.see("nav[aria-label=Places]", 60);
  await openClient();
  await window.seeText(NOTE);
});

test("what is here alone is erased only when it is given up expressly", async () => {
  await window.press("On this computer only");
  await window.seeText("Works on this computer, without a server");
  await lookAt("alone-03-settings");
  await window.press("Erase everything");
  await window.seeText("Nothing of it is anywhere else");
  const barred = () => window.run(() =>
    [...document.querySelectorAll("[role=dialog] button")].find(({ textContent }) => textContent.startsWith("Erase")).disabled);
  assert.equal(await barred(), true);
  await picture(window, "alone-04-erase");
  await window.keys("Escape");
  await window.seeNoText("Nothing of it is anywhere else");
});

test("connecting to a server takes everything along, and a colleague sees it there", async () => {
  await window.press("Connect to a server");
  await window.see("input[name=password]");
  await window.seeText("Everything you did on this computer goes along");
  await lookAt("alone-05-connect");
  await window.press("Go on without the server");
  await window.seeText("On this computer only");
  await window.press("On this computer only");
  await window.press("Connect to a server");
  await window.fill("input[name=email]", people.agent.email);
  await window.fill("input[name=password]", people.agent.password);
  await window.fill("input[name=server]", server.url);
  await window.keys("Enter");
  await window.seeText("Do you hear, and are you heard?", 60);
  await window.press("Go on");
  await until("the list or the first sync", () => window.run(() =>
    document.querySelector("nav[aria-label=Places]") !== null || /Start working/.test(document.body.innerText)), 60);
  if (await window.run(() => /Start working/.test(document.body.innerText))) await window.keys("Enter");
  await window.seeText("Synced", 60);
  await until("a colleague sees the client", async () => {
    const { clients } = await manager("GET", `/api/clients?search=${encodeURIComponent("มานี")}`);
    return clients.some(({ name }) => name === CUSTOMER);
  }, 60);
  assert.ok((await places()).includes("Calls"));
  await picture(window, "alone-06-connected");
});
