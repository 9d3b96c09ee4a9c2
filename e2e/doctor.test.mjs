// What works on this computer: `leadline doctor` in a terminal, without a display and beside the running app, and its page
// in the settings. The file for whoever helps holds nobody's names and numbers.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { violations } from "./accessibility.mjs";
import { startKeyringBus, startNotificationBus } from "./computer.mjs";
import { saveFile, startWindowManager } from "./file-dialog.mjs";
import { app, openDesktop, people, picture, place, signIn, startServer } from "./leadline.mjs";
import { looks, showAs } from "./screens.mjs";
import { startSound } from "./sound.mjs";

let server, keyring, notifications, sound, endWindowManager, folder, data, window;

before(async () => {
  server = await startServer("doctor", 50);
  keyring = await startKeyringBus("doctor");
  notifications = await startNotificationBus("doctor-notifications");
  sound = await startSound("doctor");
  endWindowManager = startWindowManager();
  folder = await place("doctor");
  data = join(folder, "desktop");
});

after(async () => {
  await window?.close();
  endWindowManager?.();
  await sound?.end();
  await notifications?.end();
  await keyring?.end();
  await server?.stop();
});

/** Runs the doctor in a terminal of a computer that has no more than this. */
function doctor(words, environment = {}) {
  const around = ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "PULSE_SERVER", "LANG", "LC_ALL",
    "LC_MESSAGES", "LEADLINE_SERVER"];
  const rest = Object.entries(process.env).filter(([name]) => !around.includes(name));
  const env = { ...Object.fromEntries(rest), ...environment };
  return new Promise((resolve, reject) => {
    execFile(app, ["doctor", "--data", data, ...words], { env, timeout: 60_000 }, (fault, said, complained) => {
      if (fault && typeof fault.code !== "number") reject(fault);
      else resolve({ code: fault?.code ?? 0, said, complained });
    });
  });
}

/** Whether the report has these lines, each from its mark to its end. */
function has(said, ...lines) {
  for (const line of lines) assert.ok(said.includes(`  ${line}`), `${line} is not in:\n${said}`);
}

const everything = () => ({ ...keyring.environment, ...sound.environment, LEADLINE_SERVER: server.url });

test("a computer without bus, keyring and sound is told so in English and Thai, and the exit code says it", async () => {
  const english = await doctor([]);
  assert.equal(english.code, 1);
  has(english.said, "✓ Call library: loaded, version 0.13.2", "! Microphone: No microphone was found",
    "i Server answers: no server chosen yet", "! Keyring: The keyring of this computer does not give out the key",
    "i Notifications: this desktop shows none", "i Panel icon: this desktop has no place for it");
  has(english.said, "    Install a keyring such as GNOME Keyring or KWallet");
  const thai = await doctor([], { LANG: "th_TH.UTF-8" });
  assert.equal(thai.code, 1);
  has(thai.said, "! ไมโครโฟน: ไม่พบไมโครโฟน", "! ที่เก็บกุญแจ: ที่เก็บกุญแจของเครื่องนี้ไม่ส่งกุญแจให้");
  assert.equal((await doctor(["--language", "th"])).said, thai.said);
});

test("where everything needed works the exit code says so", async () => {
  await keyring.unlock();
  const report = await doctor([], everything());
  assert.equal(report.code, 0, report.said);
  has(report.said, "✓ Keyring: open", "✓ Microphone: ", "✓ Speaker: ", "✓ Server answers: in ", "✓ Clock: ");
  const { code, said } = await doctor(["--json"], everything());
  assert.equal(code, 0);
  const { works, checks } = JSON.parse(said);
  assert.ok(works && checks.every(({ verdict }) => verdict !== "to_fix"));
});

test("a locked keyring is told without asking anybody for its password", async () => {
  await keyring.lock();
  const report = await doctor([], everything());
  assert.equal(report.code, 1);
  has(report.said, "! Keyring: wants its password first");
});

test("a server that is away is to be fixed", async () => {
  const report = await doctor([], { ...everything(), LEADLINE_SERVER: "http://127.0.0.1:9" });
  assert.equal(report.code, 1);
  has(report.said, "! Server answers: The server cannot be reached", "    Check the network and the server address.");
});

test("a call library that is not there, or is none, is to be fixed", async () => {
  const missing = await doctor([], { ...everything(), LEADLINE_LIVEKIT_LIBRARY: join(folder, "missing.so") });
  assert.equal(missing.code, 1);
  has(missing.said, "! Call library: The part of Leadline that makes calls is missing", "    Install Leadline again.");
  const none = join(folder, "none.so");
  await writeFile(none, "no library at all");
  has((await doctor([], { LEADLINE_LIVEKIT_LIBRARY: none })).said, "! Call library: ");
});

test("who shows notifications is named", async () => {
  await notifications.putDaemon();
  has((await doctor([], notifications.environment)).said, "✓ Notifications: shown by dunst");
});

test("what the doctor does not know is refused", async () => {
  const { code, said, complained } = await doctor(["--jsn"]);
  assert.equal(code, 2);
  assert.equal(said, "");
  assert.match(complained, /--jsn/);
});

test("the page in the settings says the same, in every look, and again when asked", async () => {
  await keyring.unlock();
  const file = join(folder, "sign-in.json");
  await writeFile(file, JSON.stringify({ server: server.url, ...people.agent }), { mode: 0o600 });
  window = await openDesktop(data, { ...everything(), LEADLINE_SIGN_IN_FILE: file });
  await window.see("[role=row][data-index] a", 60);
  await window.run(() => void (location.hash = "#/settings?part=doctor"));
  await window.seeText("loaded, version 0.13.2", 60);
  await window.seeText("Checked at");
  for (const look of looks) {
    await showAs(window, look);
    await picture(window, `doctor.${look.theme}-${look.language}`);
    assert.deepEqual(await violations(window), [], `${look.theme}, ${look.language}`);
  }
  await showAs(window, looks[0]);
  await keyring.lock();
  await window.press("Check again");
  await window.seeText("wants its password first", 30);
  await picture(window, "doctor-locked.light-en");
  assert.deepEqual(await violations(window), [], "with something to fix");
  await keyring.unlock();
  await window.press("Check again");
  await window.seeText("0 to fix", 30);
});

test("in a terminal beside the running app the language of the app is spoken", async () => {
  await showAs(window, { language: "th", theme: "dark" });
  const report = await doctor([], everything());
  assert.equal(report.code, 0, report.said);
  has(report.said, "✓ ที่เก็บกุญแจ: เปิดอยู่");
  has((await doctor(["--language", "en"], everything())).said, "✓ Keyring: open");
  await showAs(window, looks[0]);
});

test("diagnostics are saved where the person says and hold nobody's names, numbers or addresses", async () => {
  const zip = join(folder, "for-support.zip");
  await saveFile(window, "Save diagnostics…", zip);
  await window.seeText("Saved. Send this file to whoever helps you.", 30);
  const unpacked = join(folder, "unpacked");
  execFileSync("/usr/bin/python3", ["-m", "zipfile", "-e", zip, unpacked]);
  const files = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const text = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")).join("\n");
  assert.ok(files.some(({ name }) => name.startsWith("leadline.") && name.endsWith(".log")), "the log is there");
  assert.ok(JSON.parse(readFileSync(join(unpacked, "data.json"), "utf8")).rows.clients > 0);
  const agent = await signIn(server, people.agent);
  const { clients } = await agent("GET", "/api/leads?limit=200");
  const private_ = clients.flatMap(({ name, phone, email }) => [name, phone, email]);
  for (const word of [...private_, people.agent.email, people.agent.password, server.url].filter(Boolean)) {
    assert.ok(!text.includes(word), `${word} is in the file`);
  }
});
