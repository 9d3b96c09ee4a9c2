// The app as people get it: its package is installed, opened, restarted, handed links, and removed again. Nothing stays
// but what belongs to its person.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { cleanRoot } from "./clean-root.mjs";
import { startWholeDesktop } from "./computer.mjs";
import { people, picture, startServer } from "./leadline.mjs";
import { openWindow, until } from "./webdriver.mjs";

const PACKAGE = process.env.LEADLINE_PACKAGE;
const HOME = "/home/visitor";
const AT_HOME = { HOME, XDG_DATA_HOME: `${HOME}/.local/share`, XDG_CACHE_HOME: `${HOME}/.cache`, XDG_CONFIG_HOME: `${HOME}/.config` };
const APP = "/usr/bin/leadline";

let server, root, window, shared, desktop;

before(async () => {
  // `cargo xtask bundle --to-try` makes one and says where it is.
  root = PACKAGE ? await cleanRoot("package") : undefined;
  if (!root) return;
  server = await startServer("package-server", 50);
  // The one folder that both sides see as the same.
  shared = await mkdtemp(join(tmpdir(), "leadline-package-"));
  desktop = await startWholeDesktop(join(shared, "desktop"));
});

after(async () => {
  await window?.close();
  await server?.stop();
  await desktop?.end();
  if (shared) await rm(shared, { recursive: true });
});

/** What a program of this person finds around it; what lies in the runtime folder goes with the session anyway. */
const atHome = () => ({ ...AT_HOME, ...desktop.environment, XDG_RUNTIME_DIR: join(shared, "desktop") });

async function open(words = [], environment = {}) {
  const known = { WEBKIT_DISABLE_DMABUF_RENDERER: "1", LEADLINE_SERVER: server.url, ...atHome(), ...environment };
  window = await openWindow(APP, words, known, root.enter);
}

async function close() {
  await window.close();
  window = undefined;
}

const seeLeads = () => window.see("[role=row][data-index] a", 60);

test("the package is installed and the desktop knows the app", async (t) => {
  if (!root) return t.skip("wants LEADLINE_PACKAGE, and root to make a clean root");
  root.run(["dpkg", "--install", PACKAGE]);
  root.run(["mkdir", "-p", HOME]);
  const entry = root.run(["cat", "/usr/share/applications/leadline.desktop"]);
  const [, program] = /^TryExec=(.+)$/m.exec(entry);
  assert.match(root.run(["which", program]), /^\/usr\/bin\//);
  const handlers = root.run(["cat", "/usr/share/applications/mimeinfo.cache"]);
  for (const scheme of ["leadline", "tel", "callto"]) {
    assert.match(handlers, new RegExp(`x-scheme-handler/${scheme}=[^\\n]*leadline\\.desktop`));
  }
});

test("it opens and its person signs in", async (t) => {
  if (!root) return t.skip();
  const file = join(shared, "sign-in.json");
  await writeFile(file, JSON.stringify({ server: server.url, ...people.agent }), { mode: 0o600 });
  await open([], { LEADLINE_SIGN_IN_FILE: file });
  await seeLeads();
  await picture(window, "package-first-start");
  assert.ok(!root.written().some((path) => path.endsWith("/keys.json")), "the key is in the keyring");
});

test("its icon stands on the panel, and a task that becomes due pops up and opens at a press", async (t) => {
  if (!root) return t.skip();
  await until("the icon on the panel", () => desktop.panel.icons() === 1);
  const core = (name, request) =>
    window.wait((command, asked) => window.__TAURI_INTERNALS__.invoke(command, { request: asked }), name, request);
  const assignee_id = (await core("session", {})).account.profile_id;
  const values = { kind: "task", subject: "Send the offer", assignee_id, status: "open", due_at: Date.now() + 1_500 };
  await core("activity_create", { id: randomUUID(), fields: { values }, draft: null });
  await until("a notification", () => desktop.notifications.shown() === 1);
  await desktop.notifications.press("Open");
  await until("the day", () => window.run(() => location.hash.startsWith("#/today")));
  assert.ok(desktop.notifications.offered().includes("Due: Send the offer"), desktop.notifications.offered());
  await close();
});

test("started with a number from another program it shows the number and calls nobody", async (t) => {
  if (!root) return t.skip();
  await open(["tel:+66-2-555-0100"]);
  await window.seeText("02 555 0100".replaceAll(" ", "\u00a0"), 60);
  await window.seeText("Leadline calls no number by itself");
  await window.keys("Escape");
  await seeLeads();
});

test("while it runs a second start hands its link over and ends", async (t) => {
  if (!root) return t.skip();
  root.run([APP, "leadline://calls"], atHome());
  await window.see("[aria-current=page][href$='#/calls']");
  root.run([APP, "leadline://client/0198c0de-0000-7000-8000-00000000dead"], atHome());
  await window.seeText("This record is not here");
  root.run([APP, "leadline:javascript:alert(1)"], atHome());
  await window.seeText("This link was not opened");
  await close();
});

test("after a second restart its person is still signed in", async (t) => {
  if (!root) return t.skip();
  await open();
  await seeLeads();
  await close();
});

test("removed, it leaves its person's data and nothing else", async (t) => {
  if (!root) return t.skip();
  root.run(["dpkg", "--purge", "leadline"]);
  const left = root.written().filter((path) => path.includes("leadline"));
  const ofThePerson = left.filter((path) => path.startsWith(HOME));
  assert.ok(ofThePerson.some((path) => path.endsWith("/cache.db")), "the data is still there");
  assert.deepEqual(left.filter((path) => !path.startsWith(HOME)), []);
});
