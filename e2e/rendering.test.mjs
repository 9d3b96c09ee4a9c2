// Windows that come to no picture: after two such starts, or when the page breaks down before it is seen, the next one is
// drawn more carefully; the doctor says so, and the person can go back.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { app, appProcess, coloursOnTheScreen, openDesktop, pageProcess, picture, place } from "./leadline.mjs";
import { endOf } from "./program.mjs";
import { until } from "./webdriver.mjs";

/** Fewer colours are an empty screen. */
const DRAWN = 100;

let data, kept;

before(async () => {
  data = join(await place("rendering"), "desktop");
  kept = join(data, "rendering.json");
  mkdirSync(data, { recursive: true });
});

const readKept = () => JSON.parse(readFileSync(kept, "utf8"));
const writeKept = (now) => writeFileSync(kept, JSON.stringify(now));
const isDrawn = (way) => until(`a picture drawn ${way}`, () => {
  try {
    const now = readKept();
    return now.way === way && now.unseen === 0;
  } catch { return false; }
}, 60);

/** Works in the window of one start. */
async function inWindow(work) {
  const window = await openDesktop(data);
  try {
    await work(window);
  } finally {
    await window.close();
  }
}

test("a start that comes to a picture changes nothing", async () => {
  await inWindow(async (window) => {
    await window.press("Keep the key in a file", 60);
    await window.see("input[name=password]");
    await isDrawn("direct");
  });
});

test("after two starts without a picture the next one is drawn more carefully, and its window works", async () => {
  writeKept({ way: "direct", unseen: 2 });
  await inWindow(async (window) => {
    await window.see("input[name=password]");
    await isDrawn("through_memory");
  });
  writeKept({ way: "through_memory", unseen: 2 });
  await inWindow(async (window) => {
    await isDrawn("without_card");
    await window.press("Work on this computer, without a server");
    await window.fill("input[name=name]", "มะลิ");
    await window.press("Start working");
    await window.press("Settings");
    await picture(window, "rendering-01-without-card");
  });
});

const hasCard = () => existsSync("/dev/dri") && readdirSync("/dev/dri").some((name) => name.startsWith("renderD"));

test("the doctor says how windows are drawn, and in the settings one goes back to the graphics card", async () => {
  await inWindow(async (window) => {
    await window.press("Settings", 60);
    await window.press("Doctor");
    await window.seeText("drawn without the short way over the graphics card", 30);
    await window.press("This computer");
    await picture(window, "rendering-02-settings");
    await window.click("[role=switch][aria-label='Draw without the graphics card']");
    await isDrawn("direct");
  });
  await inWindow(async (window) => {
    await window.press("Settings", 60);
    await window.press("Doctor");
    await window.seeText(hasCard() ? "drawn over the graphics card" : "drawn by the processor", 30);
  });
});

test("a page that breaks down before it is seen is drawn another way at once, by the app itself", async () => {
  // The core waits for ever for its own file, so that the page, which shows that, never counts as seen.
  const stuck = join(await place("rendering"), "stuck");
  mkdirSync(stuck);
  execFileSync("mkfifo", [join(stuck, "leadline.json")]);
  await until("an empty screen", () => coloursOnTheScreen() < DRAWN);
  const first = spawn(app, ["--data", stuck], { stdio: "ignore" });
  try {
    await until("the page is on the screen", () => coloursOnTheScreen() > DRAWN, 60);
    process.kill(pageProcess(first.pid), "SIGKILL");
    await endOf(first);
    await until("the app that started in place of the first has a page", () => pageProcess(appProcess(stuck)), 60);
    assert.equal(JSON.parse(readFileSync(join(stuck, "rendering.json"), "utf8")).way, "through_memory");
  } finally {
    const last = appProcess(stuck);
    if (last !== undefined) process.kill(last, "SIGTERM");
    await until("the app has ended", () => appProcess(stuck) === undefined);
  }
});
