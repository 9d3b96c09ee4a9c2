// The real parts of a journey: a server with its own PostgreSQL, a network cable that can be pulled, the desktop app.
import { spawn, execFileSync } from "node:child_process";
import { once } from "node:events";
import { openSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { end } from "./program.mjs";
import { freePort, openWindow, until } from "./webdriver.mjs";

const programs = process.env.LEADLINE_PROGRAMS;
const scratch = process.env.LEADLINE_SCRATCH;
if (!programs || !scratch) throw new Error("run the journeys by `cargo xtask test --only e2e`");

/** People of the invented organisation. */
export const people = {
  agent: { email: "naphat@tawan.example", password: "rayong-sunrise-42" },
  admin: { email: "kanya@tawan.example", password: "rayong-sunrise-42" },
  manager: { email: "prasert@tawan.example", password: "rayong-sunrise-42" },
};

/** A folder of this run. */
export async function place(name) {
  const folder = join(scratch, name);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Starts a server with `leads` invented leads. */
export async function startServer(name, leads, { port, environment = {} } = {}) {
  const data = join(await place(name), "server");
  // Data that is there already is used again.
  execFileSync(join(programs, "leadline-server"), ["seed", "--leads", String(leads), "--data", data], { stdio: "ignore" });
  const listens = port ?? await freePort();
  const url = `http://127.0.0.1:${listens}`;
  const log = openSync(`${data}.log`, "a");
  const start = async () => {
    const child = spawn(join(programs, "leadline-server"), ["serve", "--data", data, "--listen", `127.0.0.1:${listens}`],
      { stdio: ["ignore", log, log], env: { ...process.env, ...environment } });
    await until("the server is ready", async () => (await fetch(`${url}/readyz`)).ok, 60);
    return child;
  };
  let child = await start();
  return {
    url,
    port: listens,
    async stop() {
      await end(child);
    },
    async startAgain() { child = await start(); },
  };
}

/** A network cable between app and server that can be pulled and put back. */
export async function startCable(serverPort) {
  const open = new Set();
  let pulled = false;
  const cable = createServer((near) => {
    if (pulled) return near.destroy();
    const far = connect(serverPort, "127.0.0.1");
    for (const [one, other] of [[near, far], [far, near]]) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => { open.delete(one); other.destroy(); });
      one.pipe(other);
    }
  });
  cable.listen(0, "127.0.0.1");
  await once(cable, "listening");
  return {
    url: `http://127.0.0.1:${cable.address().port}`,
    pull() { pulled = true; open.forEach((socket) => socket.destroy()); },
    plug() { pulled = false; },
    close() { this.pull(); cable.close(); },
  };
}

/** The desktop app. */
export const app = join(programs, "leadline");

/** Opens the desktop app with its data in `data`; other programs may have handed it `words`. */
export async function openDesktop(data, environment = {}, words = []) {
  return openWindow(app, ["--data", data, ...words], { WEBKIT_DISABLE_DMABUF_RENDERER: "1", ...environment });
}

/** The process of the app with this data folder. */
export function appProcess(data) {
  return processOf(app, data);
}

/** The process of a program, with this word among its arguments if one is named. */
export function processOf(program, word) {
  return processes().find(({ words }) => words[0] === program && (word === undefined || words.includes(word)))?.pid;
}

/** The process that draws the pages of an app. */
export function pageProcess(app) {
  return processes().find(({ words, parent }) => words[0].endsWith("/WebKitWebProcess") && parent === app)?.pid;
}

/** Everything that runs, with its words and who started it. */
function processes() {
  const found = [];
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const words = readFileSync(`/proc/${entry}/cmdline`, "utf8").split("\0");
      const [, parent] = readFileSync(`/proc/${entry}/status`, "utf8").match(/^PPid:\s*(\d+)/m);
      found.push({ pid: Number(entry), words, parent: Number(parent) });
    } catch { /* it ended while we looked */ }
  }
  return found;
}

/** Ends the app as a power cut would. */
export async function killDesktop(window, data) {
  const pid = appProcess(data);
  if (pid === undefined) throw new Error("the app is not running");
  process.kill(pid, "SIGKILL");
  await until("the app is gone", () => appProcess(data) === undefined);
  window.end();
}

/** A colleague who works through the server's HTTP interface. */
export async function signIn(server, who) {
  const device = { id: randomUUID(), name: "journey", platform: "linux", app_version: "0" };
  const answer = await fetch(`${server.url}/api/auth/login`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ ...who, device }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  const session = await answer.json();
  const asks = async (method, path, body) => {
    const reply = await fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${session.access_token}`, "content-type": "application/json", "idempotency-key": randomUUID() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  return Object.assign(asks, { token: session.access_token });
}

/** Keeps a picture of this moment under the run's folder. */
export async function picture(window, name) {
  await window.picture(join(await place("pictures"), `${name}.png`));
}

/** Keeps a picture of the whole screen under the run's folder. */
export async function screenPicture(name) {
  execFileSync("import", ["-window", "root", join(await place("pictures"), `${name}.png`)]);
}

/** How many colours the screen shows; one that nothing is drawn on shows very few. */
export function coloursOnTheScreen() {
  return Number(execFileSync("convert", ["x:root", "-format", "%k", "info:"]));
}

/** Colours on the screen: an empty window has its frame's 300, a drawn page more than this. */
const DRAWN = 900;

/** The page of a window in a frame stands on the screen; for windows that nothing drives. */
export const pageIsDrawn = () => until("the page is drawn", () => coloursOnTheScreen() > DRAWN);

/** Writes a file for the journey. */
export async function file(name, content) {
  const path = join(await place("files"), name);
  await writeFile(path, content);
  return path;
}
