// The key of the local data lies in the system's keyring, a real one: signing in asks for no consent, a restart needs
// no password, and a locked or missing keyring is told in the window instead of losing anything.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { startKeyringBus } from "./computer.mjs";
import { openDesktop, people, picture, place, startServer } from "./leadline.mjs";
import { looks, showAs } from "./screens.mjs";

let server, keyring, data, window;

before(async () => {
  server = await startServer("keyring", 50);
  keyring = await startKeyringBus("keyring");
  data = join(await place("keyring"), "desktop");
});

after(async () => {
  await window?.close();
  await keyring?.end();
  await server?.stop();
});

async function closeWindow() {
  await window.close();
  window = undefined;
}

async function open() {
  window = await openDesktop(data, { LEADLINE_SERVER: server.url, ...keyring.environment });
}

const seeLeads = () => window.see("[role=row][data-index] a", 60);

test("with an unlocked keyring nobody is asked where the key may be kept", async () => {
  await keyring.unlock();
  await open();
  await window.seeText("Your key stays in this computer’s keyring", 60);
  await window.fill("input[name=email]", people.agent.email);
  await window.fill("input[name=password]", people.agent.password);
  await window.keys("Enter");
  await window.press("Go on", 60);
  await window.press("Leads", 60);
  await seeLeads();
  assert.ok(!existsSync(join(data, "keys.json")), "no key in a file");
});

test("after a restart of app and keyring the person is still signed in", async () => {
  await closeWindow();
  await keyring.unlock();
  await open();
  await seeLeads();
});

test("a locked keyring is told in both languages, and unlocking it opens everything again", async () => {
  await closeWindow();
  await keyring.lock();
  await open();
  await window.seeText("Your data cannot be opened", 60);
  await window.seeText("does not give out the key");
  await window.seeText(data);
  for (const look of looks) {
    await showAs(window, look);
    await picture(window, `keyring-locked.${look.theme}-${look.language}`);
  }
  await showAs(window, looks[0]);
  await window.press("Try again");
  await window.press("Try again", 90);
  await window.see("main button:enabled[data-kind=primary]", 90);
  await keyring.unlock();
  await window.press("Try again");
  await seeLeads();
});

test("a keyring that is not there at all is told the same way", async () => {
  await closeWindow();
  await keyring.takeAway();
  await open();
  await window.seeText("does not give out the key", 60);
  await keyring.unlock();
  await window.press("Try again");
  await seeLeads();
});
