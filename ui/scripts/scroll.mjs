// How much work a scroll of ten rows is, over a list of a million: `node scripts/scroll.mjs [ROWS]`.
// A pretend core answers at once, so that only the UI is measured. Prints CPU per step in ms.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const TOTAL = Number(process.argv[2] ?? 1_000_000);
const STEPS = 300;
const ROWS_A_STEP = 10;
const PORT = 4998;
const NAMES = ["ธีรพงษ์ แสงอรุณ", "Anong Phromma", "Daniel Mercer", "สุรีย์พร จันทร์เพ็ญ", "Priya Raman", "ณัฐธิดา ฉัตรแก้ว"];
const FIRMS = ["โรงสีข้าวทุ่งทองพัฒนา", "Mae Rim Weaving Co-op", "Harbourside Cold Storage", "โรงแรมสยามพฤกษา หัวหิน"];
const STAGES = ["lead", "mql", "sql", "opportunity"];
const HOUR = 3_600_000;

const id = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const profiles = NAMES.map((name, n) => ({ id: id(n), name, role: "agent", active: true, email: "", locale: null }));

function row(n) {
  return {
    id: id(n + 1_000),
    kind: "person",
    name: `${NAMES[n % NAMES.length]} ${n}`,
    company_name: FIRMS[n % FIRMS.length],
    client_type: "lead",
    lifecycle_stage: STAGES[n % STAGES.length],
    lead_quality: ["hot", "warm", "cold"][n % 3],
    score: n % 101,
    source: null,
    owner_id: id(n % NAMES.length),
    email: null,
    phone: `+6681555${String(n % 10_000).padStart(4, "0")}`,
    next_follow_up_at: n % 7 === 0 ? null : Date.now() + ((n % 40) - 8) * 9 * HOUR,
    next_follow_up_kind: ["call", "email", "meeting"][n % 3],
    last_contact_at: Date.now() - (n % 30) * 24 * HOUR,
    created_at: 0,
    updated_at: 0,
    tags: [],
    sync: n % 40 === 0 ? "waiting" : "synced",
  };
}

const settings = { language: "en", theme: "light", density: "compact", buddhist_years: false };
const account = {
  profile_id: id(0),
  name: NAMES[0],
  email: "",
  role: "agent",
  org: "Tawan Works",
  server: "",
  country: "TH",
};
const ANSWERS = {
  session: () => ({ stage: "ready", account, settings, problem: null, set_aside: null, version: "0" }),
  directory: () => ({ profiles, tags: [], sources: [] }),
  saved_views: () => ({ views: [] }),
  count: () => ({ total: TOTAL }),
  my_day: () => ({ late: [], today: [], next: [], done: [] }),
  view_open: () => ({ view: 1, total: TOTAL, revision: 1, first: Array.from({ length: 100 }, (_, at) => row(at)) }),
  view_rows: ({ offset, limit }) => {
    const length = Math.max(0, Math.min(limit, TOTAL - offset));
    return { revision: 1, total: TOTAL, offset, rows: Array.from({ length }, (_, at) => row(offset + at)) };
  },
  sync_status: () => ({
    link: "online",
    synced_at: 1,
    waiting: 0,
    oldest_waiting_at: null,
    refused: 0,
    conflicts: 0,
    first_sync: null,
    next_try_at: null,
    answer_ms: 1,
    clock_off_ms: 0,
    bytes: 1,
    clients: TOTAL,
  }),
};
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

const ui = fileURLToPath(new URL("..", import.meta.url));
const built = process.env.SCROLL_BUILT ?? mkdtempSync(join(tmpdir(), "leadline-scroll-"));
if (!process.env.SCROLL_BUILT) {
  const env = { ...process.env, VITE_HOST: `http://127.0.0.1:${PORT}` };
  execFileSync("npx", ["vite", "build", "--outDir", built, "--emptyOutDir", "--logLevel", "error"], { cwd: ui, env });
}

const server = createServer((request, response) => {
  if (request.method === "POST") {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      const answer = ANSWERS[request.url.slice("/call/".length)];
      response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(answer ? answer(JSON.parse(body)) : { code: "not_found" }));
    });
    return;
  }
  const file = join(built, request.url === "/" ? "index.html" : new URL(request.url, "http://here").pathname);
  try {
    const content = readFileSync(file);
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}).listen(PORT, "127.0.0.1");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(`http://127.0.0.1:${PORT}/#/leads?view=all`);
await page.waitForSelector("[role=row] [role=gridcell] a");
const devtools = await page.context().newCDPSession(page);
// CPU of the page's own thread: on a busy machine the clock on the wall says nothing.
await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
const measure = async () => {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value * 1_000]));
};
const scroll = (steps) =>
  page.evaluate(
    ([count, by]) =>
      new Promise((done) => {
        const grid = document.querySelector("[role=grid]");
        let left = count;
        const step = () => {
          if (left-- === 0) return done();
          grid.scrollTop += by;
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    [steps, ROWS_A_STEP * 30],
  );

await scroll(60);
const rounds = [];
for (let round = 0; round < 3; round++) {
  const before = await measure();
  await scroll(STEPS);
  const after = await measure();
  const per = (name) => Math.round(((after[name] - before[name]) / STEPS) * 100) / 100;
  rounds.push({
    task: per("TaskDuration"),
    script: per("ScriptDuration"),
    style: per("RecalcStyleDuration"),
    layout: per("LayoutDuration"),
  });
}
const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
if (process.env.SCROLL_PROFILE) {
  await devtools.send("Profiler.enable");
  await devtools.send("Profiler.start");
  await scroll(STEPS);
  const { profile } = await devtools.send("Profiler.stop");
  const own = new Map();
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  profile.samples.forEach((sample, at) => {
    const { functionName, lineNumber, columnNumber } = byId.get(sample).callFrame;
    const key = `${functionName || "(anonymous)"}:${lineNumber}:${columnNumber}`;
    own.set(key, (own.get(key) ?? 0) + profile.timeDeltas[at] / 1_000 / STEPS);
  });
  const top = [...own].toSorted((a, b) => b[1] - a[1]).slice(0, 30);
  for (const [name, ms] of top) console.log(ms.toFixed(3), name);
}
console.log(JSON.stringify({ rows: TOTAL, nodes, msPerStep: rounds }));
await browser.close();
server.close();
