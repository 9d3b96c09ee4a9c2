// A newer version from the feed to the restart: what is not signed as what it is offered as is refused, a full disk and a
// closed question of the system change nothing, and what was fetched waits for its person.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { violations } from "./accessibility.mjs";
import { standIn, startKeyringBus, startSmallDisk } from "./computer.mjs";
import { FEED_OF_DEB, maker, startFeed } from "./feed.mjs";
import { appProcess, openDesktop, pageProcess, people, picture, place, startServer } from "./leadline.mjs";
import { looks, showAs } from "./screens.mjs";
import { until } from "./webdriver.mjs";

const NEW = "99.0.0";
const NOTES = "Calls to several colleagues at once.\nThe list of leads opens faster.";
const MAKER = maker();
const CONTENT = Buffer.alloc(1_500_000, "a package of the newer version ");

let server, bus, disk, feed, folder, data, window;

before(async () => {
  server = await startServer("updates", 50);
  bus = await startKeyringBus("updates");
  await bus.unlock();
  feed = await startFeed(FEED_OF_DEB);
  folder = await place("updates");
  disk = await startSmallDisk("updates-disk", 96);
  data = join(disk?.path ?? folder, "desktop");
  // In the place of the programs of this computer that ask for a password and know its repositories.
  await standIn(folder, "pkexec", `echo "$@" >> '${join(folder, "asked")}'\nexit "$(cat '${join(folder, "outcome")}')"`);
  await standIn(folder, "apt-cache", "");
});

after(async () => {
  await window?.close();
  const anew = data && appProcess(data);
  if (anew) process.kill(anew);
  disk?.end();
  feed?.end();
  await bus?.end();
  await server?.stop();
});

const systemAnswers = (code) => writeFile(join(folder, "outcome"), String(code));
const signed = (version, content = CONTENT) => ({ version: NEW, notes: NOTES, content, signature: MAKER.sign(content, version) });

async function start(environment, words = []) {
  const path = `${join(folder, "bin")}${delimiter}${process.env.PATH}`;
  window = await openDesktop(data, { ...bus.environment, PATH: path, ...environment }, words);
  await window.see("[aria-current=page]", 60);
}

async function open(environment) {
  await start(environment);
  await window.run(() => void (location.hash = "#/settings?part=updates"));
}

const withFeed = () => ({ LEADLINE_UPDATES_FROM: feed.address, LEADLINE_UPDATE_KEY: MAKER.key });

async function close() {
  await window.close();
  window = undefined;
}

/** The page in every look, without a fault. */
async function inEveryLook(name) {
  for (const look of looks) {
    await showAs(window, look);
    await picture(window, `${name}.${look.theme}-${look.language}`);
    assert.deepEqual(await violations(window), [], `${name}: ${look.theme}, ${look.language}`);
  }
  await showAs(window, looks[0]);
}

test("a copy without a feed, and one that a repository has, say who brings newer versions", async () => {
  const file = join(folder, "sign-in.json");
  await writeFile(file, JSON.stringify({ server: server.url, ...people.agent }), { mode: 0o600 });
  await open({ LEADLINE_SIGN_IN_FILE: file });
  await window.seeText("Your system’s package manager keeps this copy up to date", 30);
  await inEveryLook("updates-by-system");
  await close();
  await standIn(folder, "apt-cache", "echo ' leadline | 0.1.0 | https://packages.example stable/main amd64 Packages'");
  await open(withFeed());
  await window.seeText("Your system’s package manager keeps this copy up to date", 30);
  await close();
  await standIn(folder, "apt-cache", "");
});

test("what is older is not offered, and what is not what it says is refused", async () => {
  await open(withFeed());
  const refusal = await window.run(() => {
    // The page asks Leadline's own commands; the toolkit's updater answers no page.
    window.refusal = "";
    window.__TAURI_INTERNALS__.invoke("plugin:updater|check").catch((fault) => { window.refusal = String(fault); });
  }).then(() => until("the refusal", () => window.run(() => window.refusal)));
  assert.match(refusal, /not allowed/);
  feed.offers({ ...signed("0.0.9"), version: "0.0.9" });
  await window.press("Look for updates", 30);
  await window.seeText("Leadline is up to date");
  let button = "Look for updates";
  const changed = Buffer.from(CONTENT);
  changed[7] ^= 1;
  for (const [offer, bytes, says] of [
    // One after the other says something else, so that what is read is of this try.
    [{ ...signed(NEW), content: changed }, undefined, "it is not signed by those who make Leadline"],
    [signed("0.0.9"), undefined, "it is not the version it was announced as"],
    [{ ...signed(NEW), signature: maker().sign(CONTENT, NEW) }, undefined, "it is not signed by those who make Leadline"],
    [signed(NEW), 700_000, "The download broke off"],
  ]) {
    feed.offers(offer, bytes);
    await window.press(button);
    button = "Try again";
    await window.seeText(says, 30);
    assert.ok(!existsSync(join(data, "update")), `${says}: nothing of it is kept`);
  }
  feed.goes();
  await window.press("Try again");
  await window.seeText("Nothing answers where updates come from", 30);
  feed.comesBack();
  await inEveryLook("updates-failed");
});

test("a full disk changes nothing, and is told", async (t) => {
  if (!disk) return t.skip("only root may make a small disk");
  feed.offers(signed(NEW));
  disk.fill();
  await window.press("Try again");
  await window.seeText("The disk is full", 30);
  assert.ok(!existsSync(join(data, "update")), "nothing of it is kept");
  await disk.free();
});

test("what is whole is kept and shown, also after a restart", async () => {
  feed.offers(signed(NEW));
  await window.press("Try again");
  await window.seeText(`Version ${NEW} is ready`, 30);
  await window.seeText("The list of leads opens faster.");
  await inEveryLook("updates-ready");
  const before = feed.downloads();
  await close();
  await start(withFeed(), ["leadline:calls"]);
  await window.see("[aria-current=page][href$='#/calls']", 30);
  await window.seeText(`Update to version ${NEW} is ready`, 30);
  await window.press(`Update to version ${NEW} is ready`);
  await window.seeText("Leadline closes and opens again as the new version.");
  assert.equal(feed.downloads(), before, "it is fetched once");
});

test("who closes the question of the system keeps the version that runs, and the update", async () => {
  for (const [code, says] of [
    [126, "the question of the system was closed"],
    [127, "this computer does not let you"],
    [100, "The system could not install it"],
  ]) {
    await rm(join(folder, "asked"), { force: true });
    await systemAnswers(code);
    await window.press("Restart and update", 30);
    await window.seeText(says, 30);
    assert.match(readFileSync(join(folder, "asked"), "utf8"), /^\/usr\/bin\/apt-get install .*\/leadline\.deb\n$/);
  }
  await window.seeText(`Version ${NEW} is ready`);
});

test("once it is installed the app opens anew, and what was fetched is gone", async () => {
  const before = appProcess(data);
  await systemAnswers(0);
  await window.press("Restart and update");
  await until("the app runs anew, with its window", () => {
    const anew = appProcess(data);
    return anew !== undefined && anew !== before && pageProcess(anew) !== undefined;
  }, 60);
  window.end();
  window = undefined;
  const words = readFileSync(`/proc/${appProcess(data)}/cmdline`, "utf8").split("\0");
  assert.ok(!words.includes("leadline:calls"), "what was handed over to the old one is not opened again");
  assert.ok(!existsSync(join(data, "update")));
});
