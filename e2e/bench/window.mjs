// The window's goals: D1 (start), D5 (a change painted), D6 (another's change painted), D7 (memory), D8 (scrolling), each
// beside an empty window of the same toolkit. Prints JSON lines: node window.mjs LEADS [NAME ...]
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { appProcess, openDesktop, people, place, processOf, signIn, startServer } from "../leadline.mjs";
import { openWindow, until } from "../webdriver.mjs";
import { measureOthersChanges, measureOwnChanges } from "./changes.mjs";
import { memory, percentiles, startedAt, tell } from "./figures.mjs";
import { measureScrolling } from "./scrolling.mjs";
import { measureWaiting } from "./waiting.mjs";

const [leads, ...named] = process.argv.slice(2);
const wanted = (name) => named.length === 0 || named.includes(name);
const STARTS = 7;
/** Minutes a window stays open before its memory is taken. */
const MINUTES = Number(process.env.LEADLINE_BENCH_MINUTES ?? 10);
const emptyWindow = join(process.env.LEADLINE_PROGRAMS, "examples", "empty_window");

const openEmpty = (...words) => openWindow(emptyWindow, words, { WEBKIT_DISABLE_DMABUF_RENDERER: "1" });
const emptyProcess = () => processOf(emptyWindow);

/** Milliseconds from the process's start to the mark that the first rows are drawn. */
async function timeOfStart(open, pid) {
  const window = await open();
  const started = startedAt(pid());
  const drawn = await until("drawn", () => window.run(() => {
    const mark = performance.getEntriesByName("list-drawn")[0];
    return mark && performance.timeOrigin + mark.startTime;
  }), 60);
  await window.close();
  await until("the window is gone", () => pid() === undefined);
  return drawn - started;
}

async function measureStart(data) {
  const [ours, empty] = [[], []];
  for (let round = 0; round < STARTS; round++) {
    ours.push(await timeOfStart(() => openDesktop(data), () => appProcess(data)));
    empty.push(await timeOfStart(openEmpty, emptyProcess));
  }
  const [ms, reference_ms] = [percentiles(ours), percentiles(empty)];
  tell({ goal: "D1", what: "start to drawn list", leads: Number(leads), ms, reference: "empty window", reference_ms,
    ratio: Math.round((ms.p50 / reference_ms.p50) * 100) / 100 });
}

/** Takes our window's memory beside the empty window's, and returns the latter. */
async function measureMemory(data) {
  const empty = await openEmpty();
  await new Promise((later) => setTimeout(later, MINUTES * 60_000));
  const beside = { reference: "empty window", reference_mb: memory(emptyProcess()) };
  tell({ goal: "D7", what: `window open ${MINUTES} min, PSS of all its processes`, leads: Number(leads),
    mb: memory(appProcess(data)), ...beside });
  await empty.close();
  return beside;
}

/** Everything is here before anything is measured. */
async function firstSync(server, folder, data) {
  const file = join(folder, "sign-in.json");
  await writeFile(file, JSON.stringify({ server: server.url, ...people.admin, agree_to_key_file: true }), { mode: 0o600 });
  const window = await openDesktop(data, { LEADLINE_SIGN_IN_FILE: file });
  const begun = Date.now();
  await until("every lead is here", () => window.wait(async () => {
    const status = await window.__TAURI_INTERNALS__.invoke("sync_status", { request: {} });
    return status.synced_at !== null && status.first_sync === null;
  }), 1_800);
  tell({ goal: "D4", what: "sign-in to everything here, through server and window", leads: Number(leads), seconds: (Date.now() - begun) / 1000 });
  await window.close();
  await until("the window is gone", () => appProcess(data) === undefined);
}

const folder = await place(`bench-${leads}`);
const data = join(folder, "desktop");
// A first sync each time: a desktop that is kept would look for the server where it was.
await rm(data, { recursive: true, force: true });
const server = await startServer(`bench-${leads}`, Number(leads));
const admin = await signIn(server, people.admin);
try {
  await firstSync(server, folder, data);
  if (wanted("D1")) await measureStart(data);
  const window = await openDesktop(data);
  await window.see("[role=row][data-index] a", 60);
  if (wanted("D5")) await measureOwnChanges(window, openEmpty);
  if (wanted("D6")) await measureOthersChanges(window, admin);
  await window.press("All");
  const beside = wanted("D7") && await measureMemory(data);
  if (wanted("D8")) await measureScrolling(window, openEmpty, Number(leads));
  if (wanted("D7") && wanted("D8")) tell({ goal: "D7", what: "after that scrolling", mb: memory(appProcess(data)), ...beside });
  await window.close();
  await until("the window is gone", () => appProcess(data) === undefined);
  if (wanted("D7")) await measureWaiting(data, Number(leads), MINUTES, beside);
} finally {
  await server.stop();
}
