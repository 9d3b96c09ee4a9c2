// A call for an agent whose window is closed or out of the way, answered by a key while the keyboard is elsewhere.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startPanelBus } from "./computer.mjs";
import { minimise, openWindows, pressAnywhere, pressIn, startWindowManager, widthOf } from "./file-dialog.mjs";
import { app, openDesktop, pageIsDrawn, pageProcess, people, place, screenPicture } from "./leadline.mjs";
import { bothHear, dial, startOffice } from "./office.mjs";
import { endOf } from "./program.mjs";
import { until } from "./webdriver.mjs";

/** Pixels: the window of a ring is narrower, the main window is never. */
const MAIN_WINDOW = 1000;

let office, bus, endWindowManager, environment, data, waiting, browser;

before(async () => {
  office = await startOffice("call-hidden");
  bus = await startPanelBus("call-hidden");
  await bus.putPanel();
  endWindowManager = startWindowManager();
  const folder = await place("call-hidden");
  const file = join(folder, "sign-in.json");
  await writeFile(file, JSON.stringify({ server: office.server.url, ...people.agent, agree_to_key_file: true }), { mode: 0o600 });
  environment = { LEADLINE_SIGN_IN_FILE: file, ...office.sound.environment, ...bus.environment };
  data = join(folder, "desktop");
  const window = await openDesktop(data, environment);
  await window.seeText("Synced", 60);
  await window.close();
  waiting = spawn(app, ["--data", data, "--hidden"], {
    stdio: "ignore", env: { ...process.env, WEBKIT_DISABLE_DMABUF_RENDERER: "1", ...environment },
  });
  await until("an icon on the panel", () => bus.icons() === 1);
  browser = await office.openCustomer();
  office.speak();
});

after(async () => {
  waiting?.kill();
  endWindowManager?.();
  await office?.end();
  await bus?.end();
});

const find = (fits) => async () => {
  for (const number of await openWindows()) if (fits(await widthOf(number).catch(() => NaN))) return number;
};
const mainWindow = find((width) => width >= MAIN_WINDOW);
const ringWindow = find((width) => width < MAIN_WINDOW);

/** Wherever the keyboard is: no window of the app is asked for it. */
async function answerFromAnywhere() {
  const ring = await until("the window of the ring", ringWindow);
  await until("the call is answered", async () => {
    await pressAnywhere("ctrl+shift+a");
    return until("the keys are taken", async () => !(await openWindows()).includes(ring), 5);
  });
}

async function hangUpInTheWindow() {
  const main = await until("the main window", mainWindow);
  await pageIsDrawn();
  await until("the call is hung up", async () => {
    await pressIn(main, "ctrl+shift+x");
    return browser.seeText("The call is over", 5).then(() => true);
  });
}

test("answered while the main window is closed, the call comes with a window to mute and end it in", async () => {
  assert.equal(pageProcess(waiting.pid), undefined, "nothing but the icon is there");
  await office.available();
  await dial(browser);
  await answerFromAnywhere();
  await bothHear(office, browser);
  await until("the main window", mainWindow);
  await pageIsDrawn();
  await screenPicture("call-hidden-answered");
  await hangUpInTheWindow();
});

test("answered while the main window is out of the way, the window comes back", async () => {
  await office.available();
  await minimise(await mainWindow());
  await until("no window", async () => (await openWindows()).length === 0);
  await browser.press("Choose somebody");
  await dial(browser);
  await answerFromAnywhere();
  await bothHear(office, browser);
  await hangUpInTheWindow();
  bus.choose("Quit Leadline");
  assert.deepEqual(await endOf(waiting), [0, null]);
});
