// The server as people get it: its package is installed, its service serves, a desktop signs in and works, a newer package
// takes its place with the data in it, and removed it leaves what belongs to those who use it. There is no systemd where
// packages are tried, so what the service's unit says is done by hand.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { execFileSync, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanRoot } from "./clean-root.mjs";
import { openDesktop, people, picture, place, signIn } from "./leadline.mjs";
import { repacked } from "./packages.mjs";
import { end } from "./program.mjs";
import { freePort, until } from "./webdriver.mjs";

const PACKAGE = process.env.LEADLINE_SERVER_PACKAGE;
const UNIT = "/usr/lib/systemd/system/leadline-server.service";
const CONF = "/etc/leadline/server.conf";
const HOME = "/var/lib/leadline";
const CLIENT = "Rung Arun Saetang";

let root, shared, url, service, window;

before(async () => {
  root = PACKAGE ? await cleanRoot("server-package") : undefined;
  if (root) shared = await mkdtemp(join(tmpdir(), "leadline-server-package-"));
});

after(async () => {
  await window?.close();
  await stop();
  if (shared) await rm(shared, { recursive: true });
});

/** What the unit says of this; there is one line of it. */
const unit = (name) => new RegExp(`^${name}=(.*)$`, "m").exec(root.run(["cat", UNIT]))[1];
const version = () => root.run(["dpkg-query", "--show", "--showformat=${Version}", "leadline-server"]);
const stat = (format, path) => root.run(["stat", "--format", format, path]).trim();

/** Words that run a program as the service does: its user, its settings, its folders. */
function asService(...words) {
  const [user, group] = [unit("User"), unit("Group")];
  for (const folder of [`/var/lib/${unit("StateDirectory")}`, `/run/${unit("RuntimeDirectory")}`]) {
    root.run(["install", "-d", "-m", unit("StateDirectoryMode"), "-o", user, "-g", group, folder]);
  }
  const settings = root.run(["cat", unit("EnvironmentFile")]).split("\n").filter((line) => /^[A-Z]/.test(line));
  return ["env", "--chdir=/", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", ...settings,
    "setpriv", `--reuid=${user}`, `--regid=${group}`, "--init-groups", "--no-new-privs", "--bounding-set=-all", ...words];
}

async function start() {
  const log = openSync(join(await place("server-package"), "server.log"), "a");
  const [program, ...words] = [...root.enter, ...asService(...unit("ExecStart").split(" "))];
  service = spawn(program, words, { stdio: ["ignore", log, log] });
  await until("the server is ready", async () => (await fetch(`${url}/readyz`)).ok, 90);
}

async function stop() {
  if (service) await end(service);
}

async function clientsNamed(name) {
  const agent = await signIn({ url }, people.agent);
  return (await agent("GET", "/api/leads?limit=200")).clients.filter((client) => client.name === name);
}

test("the package is installed with a user of its own, and its unit and settings are in order", async (t) => {
  if (!root) return t.skip("wants LEADLINE_SERVER_PACKAGE, and root to make a clean root");
  root.run(["dpkg", "--install", PACKAGE]);
  assert.match(root.run(["getent", "passwd", "leadline"]), /^leadline:.*:\/var\/lib\/leadline:\/usr\/sbin\/nologin$/m);
  assert.equal(stat("%U:%G %a", CONF), "root:leadline 640", "the settings may hold passwords");
  root.run(["systemd-analyze", "verify", "--man=no", UNIT]);
  const exposure = root.run(["systemd-analyze", "security", "--offline=true", "--no-pager", UNIT]);
  const [, level] = /Overall exposure level for .*: ([\d.]+)/.exec(exposure);
  assert.ok(Number(level) < 2, `systemd thinks that the service may do too much: ${level}`);
});

test("its service serves, and a desktop signs in and works", async (t) => {
  if (!root) return t.skip();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  root.run(["sed", "-i", `s/^LEADLINE_LISTEN=.*/LEADLINE_LISTEN=127.0.0.1:${port}/`, CONF]);
  root.run(asService("leadline-server", "seed", "--leads", "50"));
  await start();
  const folder = await place("server-package-desktop");
  const file = join(folder, "sign-in.json");
  await writeFile(file, JSON.stringify({ server: url, ...people.agent, agree_to_key_file: true }), { mode: 0o600 });
  window = await openDesktop(join(folder, "desktop"), { LEADLINE_SIGN_IN_FILE: file });
  await window.see("[role=row][data-index] a", 60);
  await window.wait((request) => window.__TAURI_INTERNALS__.invoke("client_create", { request }), {
    id: randomUUID(), draft: null,
    fields: { values: { name: CLIENT, kind: "person", client_type: "lead", lifecycle_stage: "lead" } },
  });
  await until("the server has the lead", async () => (await clientsNamed(CLIENT)).length === 1);
});

test("a newer package takes its place: settings and data stay, and the desktop goes on", async (t) => {
  if (!root) return t.skip();
  await stop();
  const settings = root.run(["cat", CONF]);
  root.run(["dpkg", "--install", await repacked(PACKAGE, "99.0.0", shared)]);
  assert.equal(version(), "99.0.0");
  assert.equal(root.run(["cat", CONF]), settings);
  assert.equal(stat("%U:%G %a", CONF), "root:leadline 640");
  await start();
  assert.equal((await clientsNamed(CLIENT)).length, 1);
  await window.seeText("Synced", 60);
  await picture(window, "server-package-upgraded");
  await window.close();
  window = undefined;
});

test("removed, it leaves the settings and the data, and purged the data alone", async (t) => {
  if (!root) return t.skip();
  await stop();
  root.run(["dpkg", "--remove", "leadline-server"]);
  assert.match(root.run(["cat", CONF]), /LEADLINE_DATA=/);
  const ours = () => root.written().filter((path) => path.includes("leadline") && !path.startsWith(HOME));
  const program = ours().filter((path) => path.startsWith("/usr"));
  assert.deepEqual(program, []);
  root.run(["dpkg", "--purge", "leadline-server"]);
  // The user owns what stays.
  assert.equal(stat("%U:%G %a", HOME), "leadline:leadline 700");
  root.run(["test", "-d", `${HOME}/postgres`]);
  // What is in /run goes with the next start of the computer.
  assert.deepEqual(ours().filter((path) => !path.startsWith("/run")), []);
});
