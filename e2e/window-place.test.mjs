// Where the main window stands: as it was left, on two monitors and when one of them is gone; and how it comes or does not
// come when the computer starts or the app is started twice.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { promisify } from "node:util";
import { startPanelBus } from "./computer.mjs";
import {
  closeByKeyboard, frameOf, isInFront, isMaximised, minimise, moveTo, openWindows, pressTitleTwice, resizeTo,
} from "./file-dialog.mjs";
import { app, pageIsDrawn, pageProcess, place, screenPicture } from "./leadline.mjs";
import { FIRST, SECOND, startMonitors } from "./monitors.mjs";
import { end, endOf } from "./program.mjs";
import { openWindow, until } from "./webdriver.mjs";

/** Of the window without its frame. */
const SIZE = [1100, 700];

let monitors, bus, data, running, settings, kept, frameSize;

before(async () => {
  monitors = await startMonitors();
  bus = await startPanelBus("window-place");
  data = join(await place("window-place"), "desktop");
  await mkdir(data, { recursive: true });
});

/** What a test that failed left running. */
afterEach(async () => {
  if (running && running.exitCode === null && running.signalCode === null) await end(running, "SIGKILL");
  await settings?.close();
});

after(async () => {
  await bus?.end();
  await monitors?.end();
});

const environment = () => ({ ...process.env, WEBKIT_DISABLE_DMABUF_RENDERER: "1", ...bus.environment });


const theWindow = () => until("the window", async () => (await openWindows())[0], 60);
const noWindow = () => until("no window", async () => (await openWindows()).length === 0);

/** Starts the app as the desktop does, with nothing that drives its window. */
async function startWithWindow() {
  running = spawn(app, ["--data", data], { stdio: "ignore", env: environment() });
  return theWindow();
}

/** Without a panel the app ends with its window. */
async function quitByClosing() {
  await closeByKeyboard();
  assert.deepEqual(await endOf(running), [0, null]);
}

async function quitByIcon() {
  await until("an icon on the panel", () => bus.icons() === 1);
  bus.choose("Quit Leadline");
  assert.deepEqual(await endOf(running), [0, null]);
  await until("the icon is gone", () => bus.icons() === 0);
}

/** Gives the window a place and a size, and returns its frame. */
async function put(window, x, y) {
  await resizeTo(window, ...SIZE);
  await moveTo(window, x, y);
  return until("the window stands there", async () => {
    const frame = await frameOf(window);
    const [wide, high] = [frame.width - SIZE[0], frame.height - SIZE[1]];
    return frame.x === x && frame.y === y && wide >= 0 && wide < 40 && high >= 0 && high < 80 && frame;
  });
}

/** Waits until the window, with its title and frame, stands just there. */
async function standsAt(window, wanted) {
  let frame;
  await until("the window stands where it stood", async () => {
    frame = await frameOf(window);
    return Object.keys(wanted).every((key) => frame[key] === wanted[key]);
  }).catch(() => assert.deepEqual(frame, wanted));
}

const isOn = (monitor, { x, y, width, height }) => x >= monitor.x && y >= monitor.y &&
  x + width <= monitor.x + monitor.width && y + height <= monitor.y + monitor.height;

/** All of the window, with its title and frame, can be seen on one of these monitors when its page is drawn. */
async function isSeenOn(monitors, window) {
  const fault = await pageIsDrawn().catch((fault) => fault);
  const frame = await frameOf(window);
  assert.ok(monitors.some((monitor) => isOn(monitor, frame)), `${JSON.stringify(frame)} is not all on ${JSON.stringify(monitors)}`);
  if (fault instanceof Error) throw fault;
}

async function fillsMonitor(monitor, window) {
  await until("the window is maximised", () => isMaximised(window));
  await standsAt(window, monitor);
}

/** Writes what the app keeps of its window, as it would if it had stood there. */
async function keep(changes) {
  await writeFile(join(data, "window.json"), JSON.stringify({ ...kept, main: { ...kept.main, ...changes } }));
}

/** Starts the app after its window stood here; its frame. */
async function startWhereItStood(x, y) {
  await keep({ x, y });
  const frame = { x, y, ...frameSize };
  const window = await startWithWindow();
  await standsAt(window, frame);
  return [window, frame];
}

test("the window comes back where and as large as it was when the app was quit", async () => {
  let frame = await put(await startWithWindow(), 170, 90);
  await quitByClosing();
  for (let time = 0; time < 2; time++) {
    await standsAt(await startWithWindow(), frame);
    await quitByClosing();
  }
  const window = await startWithWindow();
  await standsAt(window, frame);
  frame = await put(window, 300, 40);
  await quitByClosing();
  await standsAt(await startWithWindow(), frame);
  await quitByClosing();
  kept = JSON.parse(await readFile(join(data, "window.json"), "utf8"));
  frameSize = { width: frame.width, height: frame.height };
});

test("a maximised window comes back maximised, time after time, and then where it was before", async () => {
  let [window, frame] = await startWhereItStood(210, 60);
  await pressTitleTwice(window);
  await fillsMonitor(FIRST, window);
  for (let time = 0; time < 2; time++) {
    await quitByClosing();
    window = await startWithWindow();
    await fillsMonitor(FIRST, window);
  }
  await pageIsDrawn();
  await screenPicture("window-place-maximised");
  await pressTitleTwice(window);
  await standsAt(window, frame);
  await quitByClosing();
});

test("a window comes back on the second monitor, maximised or not, and on the first when the second is gone", async () => {
  const [x, y] = [SECOND.x + 230, 70];
  let [window] = await startWhereItStood(x, y);
  await pageIsDrawn();
  await screenPicture("window-place-second");
  await pressTitleTwice(window);
  for (let time = 0; time < 2; time++) {
    await fillsMonitor(SECOND, window);
    await quitByClosing();
    window = await startWithWindow();
  }
  await fillsMonitor(SECOND, window);
  await quitByClosing();

  monitors.takeSecondAway();
  try {
    window = await startWithWindow();
    await fillsMonitor(FIRST, window);
    await quitByClosing();
    await keep({ x, y });
    window = await startWithWindow();
    await isSeenOn([FIRST], window);
    await pageIsDrawn();
    await screenPicture("window-place-second-gone");
    await quitByClosing();
  } finally {
    monitors.putSecondBack();
  }
});

for (const [what, stood, onTwo = false] of [
  ["far outside", { x: 4000, y: 3000 }],
  ["far outside to the other side", { x: -3000, y: -2000 }],
  ["of which a corner is left", { x: -1080, y: -690 }],
  ["of which the title alone is left", { x: 100, y: 860 }],
  ["half of which stood on a monitor that is gone", { x: 1000, y: 40 }],
  ["that is larger than the monitor", { x: 100, y: 100, width: 5000, height: 4000 }],
  ["that is larger on all sides", { x: -100, y: -100, width: 5000, height: 4000 }],
  ["far outside of two monitors", { x: 9000, y: -3000 }, true],
]) {
  test(`a window ${what} is brought where all of it can be seen`, async () => {
    if (!onTwo) monitors.takeSecondAway();
    try {
      await keep(stood);
      const window = await startWithWindow();
      // Which of two is the system's to say.
      await isSeenOn(onTwo ? [FIRST, SECOND] : [FIRST], window);
      await quitByClosing();
    } finally {
      if (!onTwo) monitors.putSecondBack();
    }
  });
}

test("a place that cannot be read is none, and the window comes all the same", async () => {
  await writeFile(join(data, "window.json"), "{half");
  await isSeenOn([FIRST], await startWithWindow());
  await quitByClosing();
});

test("closed to the panel the window comes back where it stood, and not on a monitor that went meanwhile", async () => {
  await bus.putPanel();
  let [window] = await startWhereItStood(210, 60);
  await until("an icon on the panel", () => bus.icons() === 1);
  const frame = await put(window, SECOND.x + 150, 110);
  await closeByKeyboard();
  await noWindow();
  bus.press();
  window = await theWindow();
  await standsAt(window, frame);
  await closeByKeyboard();
  await noWindow();
  monitors.takeSecondAway();
  try {
    bus.press();
    window = await theWindow();
    await isSeenOn([FIRST], window);
  } finally {
    monitors.putSecondBack();
  }
  const last = await put(window, 260, 130);
  await quitByIcon();
  await standsAt(await startWithWindow(), last);
  await quitByIcon();
});

/** Starts the app once more; it ends by itself, without a fault, and the first one goes on. */
async function startAgain() {
  await promisify(execFile)(app, ["--data", data], { env: environment(), timeout: 30_000 });
  assert.equal(running.exitCode, null);
}

test("a second copy ends by itself and brings the window of the first to the front", async () => {
  const [window] = await startWhereItStood(210, 60);
  await until("an icon on the panel", () => bus.icons() === 1);
  await pageIsDrawn();
  const other = spawn("xev", ["-geometry", "900x600+100+100"], { stdio: "ignore", env: process.env });
  try {
    await until("another window before it", async () => !(await isInFront(window)));
    await startAgain();
    await until("the window in front", () => isInFront(window));
    await minimise(window);
    await noWindow();
    await startAgain();
    await until("the window in front", () => isInFront(window));
    await closeByKeyboard();
    await noWindow();
    await startAgain();
    const opened = await theWindow();
    await until("the window in front", () => isInFront(opened));
    await pageIsDrawn();
    await screenPicture("window-place-second-copy");
    assert.equal((await openWindows()).length, 1);
  } finally {
    await end(other);
  }
  await quitByIcon();
});

async function closeSettings() {
  await settings.close();
  settings = undefined;
}

test("switched on in the settings the app starts hidden with the computer, and switched off not any more", async () => {
  const home = await place("window-place/home");
  const atHome = {
    ...bus.environment, WEBKIT_DISABLE_DMABUF_RENDERER: "1", HOME: home, XDG_CONFIG_HOME: join(home, ".config"),
    XDG_DATA_HOME: join(home, ".local/share"), XDG_CACHE_HOME: join(home, ".cache"),
  };
  const entry = join(home, ".config/autostart/leadline.desktop");
  const atLogin = "[role=switch][aria-label='Start when you sign in to this computer']";
  settings = await openWindow(app, [], atHome);
  await settings.press("Keep the key in a file", 60);
  await settings.press("Work on this computer, without a server");
  await settings.fill("input[name=name]", "มะลิ");
  await settings.press("Start working");
  await settings.press("Settings");
  await settings.press("This computer");
  await settings.see(`${atLogin}[aria-checked=false]`);
  assert.ok(!existsSync(entry));
  await settings.click(atLogin);
  await settings.see(`${atLogin}[aria-checked=true]`);
  const lines = (await readFile(entry, "utf8")).split("\n");
  assert.deepEqual([lines[0], lines.includes("Type=Application")], ["[Desktop Entry]", true]);
  const command = lines.find((line) => line.startsWith("Exec=")).slice("Exec=".length);
  await closeSettings();
  await until("the icon is gone", () => bus.icons() === 0);

  running = spawn("sh", ["-c", `exec ${command}`], { stdio: "ignore", env: { ...process.env, ...atHome } });
  await until("an icon on the panel", () => bus.icons() === 1);
  await until("the icon says how the person is shown", () => bus.says().includes("Leadline"));
  assert.deepEqual(await openWindows(), []);
  assert.equal(pageProcess(running.pid), undefined);
  await quitByIcon();

  settings = await openWindow(app, [], atHome);
  await settings.press("Settings", 60);
  await settings.press("This computer");
  await settings.click(`${atLogin}[aria-checked=true]`);
  await settings.see(`${atLogin}[aria-checked=false]`);
  assert.ok(!existsSync(entry));
  await closeSettings();
});
