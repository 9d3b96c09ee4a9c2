// How an installed app becomes a newer one: from an apt repository, which then brings newer versions by itself, or through
// the app's own feed, where the system installs what the person agreed to and the app opens anew.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanRoot } from "./clean-root.mjs";
import { maker, startFeed } from "./feed.mjs";
import { pageProcess, people, processOf, startServer } from "./leadline.mjs";
import { aptRepository, repacked } from "./packages.mjs";
import { openWindow, until } from "./webdriver.mjs";

const PACKAGE = process.env.LEADLINE_PACKAGE;
const HOME = "/home/visitor";
const KEYRING = "/usr/share/keyrings/leadline-archive-keyring.gpg";
const SOURCES = "/etc/apt/sources.list.d/leadline.sources";
/** Only this repository is asked: the others of this computer need a network. */
const OURS = ["-o", `Dir::Etc::sourcelist=${SOURCES}`, "-o", "Dir::Etc::sourceparts=-", "-o", "APT::Get::List-Cleanup=0"];
const MACHINE = { x64: "x86_64", arm64: "aarch64" }[process.arch];
const MAKER = maker();

let server, root, shared, repository, feed, newer, window;

before(async () => {
  root = PACKAGE ? await cleanRoot("package-updates") : undefined;
  if (!root) return;
  server = await startServer("package-updates-server", 50);
  // The one folder that both sides see as the same; apt reads it as a user of its own.
  shared = await mkdtemp(join(tmpdir(), "leadline-repository-"));
  await chmod(shared, 0o755);
  repository = await aptRepository(shared);
  feed = await startFeed(`linux-${MACHINE}-deb`);
  newer = await repacked(PACKAGE, "99.0.0", shared);
});

after(async () => {
  await window?.close();
  const anew = processOf("/usr/lib/leadline/leadline");
  if (anew) process.kill(anew);
  feed?.end();
  await repository?.end();
  await server?.stop();
  if (shared) await rm(shared, { recursive: true });
});

const version = () => root.run(["dpkg-query", "--show", "--showformat=${Version}", "leadline"]);
const apt = (...words) => root.run(["apt-get", ...words], { DEBIAN_FRONTEND: "noninteractive" });
/** Writes a file over there. */
async function put(place, content, mode = "644") {
  const draft = join(shared, "draft");
  await writeFile(draft, content);
  root.run(["install", "-D", "-m", mode, draft, place]);
}

async function open(environment = {}) {
  window = await openWindow("/usr/bin/leadline", [], {
    WEBKIT_DISABLE_DMABUF_RENDERER: "1", ...environment, LEADLINE_UPDATES_FROM: feed.address,
    LEADLINE_UPDATE_KEY: MAKER.key, HOME, XDG_DATA_HOME: `${HOME}/.local/share`, XDG_CACHE_HOME: `${HOME}/.cache`,
    XDG_CONFIG_HOME: `${HOME}/.config`,
  }, root.enter);
  await window.see("[aria-current=page]", 60);
  await window.run(() => void (location.hash = "#/settings?part=updates"));
}

test("a repository whose key the computer knows installs the app and brings its newer versions", async (t) => {
  if (!root) return t.skip("wants LEADLINE_PACKAGE, and root to make a clean root");
  await put(SOURCES, repository.sources(KEYRING));
  await repository.holds(PACKAGE);
  assert.throws(() => apt("update", "-o", "APT::Update::Error-Mode=any", ...OURS), "nobody vouches for it yet");
  await put(KEYRING, repository.keyring);
  apt("update", "-o", "APT::Update::Error-Mode=any", ...OURS);
  apt("install", "--yes", "leadline");
  const first = version();
  await repository.holds(PACKAGE, newer);
  apt("update", ...OURS);
  apt("install", "--yes", "--only-upgrade", "leadline");
  assert.notEqual(first, version());
  assert.equal(version(), "99.0.0");
});

test("installed from there it leaves newer versions to the system, whatever its feed offers", async (t) => {
  if (!root) return t.skip();
  root.run(["mkdir", "-p", HOME]);
  const file = join(shared, "sign-in.json");
  await writeFile(file, JSON.stringify({ server: server.url, ...people.agent, agree_to_key_file: true }), { mode: 0o600 });
  await open({ LEADLINE_SIGN_IN_FILE: file });
  await window.seeText("Your system’s package manager keeps this copy up to date", 30);
  await window.close();
  window = undefined;
});

test("installed by hand it finds a newer version, which the system installs, and opens anew", async (t) => {
  if (!root) return t.skip();
  root.run(["rm", SOURCES]);
  root.run(["sh", "-c", "rm -f /var/lib/apt/lists/*leadline* /var/cache/apt/*.bin"]);
  root.run(["dpkg", "--force-downgrade", "--install", PACKAGE]);
  // Whoever is asked for a password here gives it.
  await put("/usr/local/bin/pkexec", '#!/bin/sh\nexec "$@"\n', "755");
  const content = readFileSync(newer);
  feed.offers({ version: "99.0.0", notes: "", content, signature: MAKER.sign(content, "99.0.0") });
  await open();
  await window.press("Look for updates", 30);
  await window.press("Restart and update", 60);
  await until("the newer app has its window", () => {
    const anew = processOf("/usr/lib/leadline/leadline");
    return anew !== undefined && pageProcess(anew) !== undefined;
  }, 120);
  window.end();
  window = undefined;
  assert.equal(version(), "99.0.0");
});
