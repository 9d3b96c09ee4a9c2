// Fails when a first load grows beyond its budget. Counts an entry and everything it imports at once, compressed.
// With --json it prints goal D10 as lines of JSON.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const KB = 1024;
const LIMITS = {
  "first load JS": 330 * KB,
  "first load CSS": 50 * KB,
  "ring window": 100 * KB,
  "all JS": 680 * KB,
  "portal before a call": 130 * KB,
  "portal with LiveKit": 300 * KB,
};

/** A build and what can be counted of it. */
function built(folder) {
  const dist = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
  const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));
  const size = (file) => gzipSync(readFileSync(dist + file), { level: 9 }).length;
  const sum = (files) => [...new Set(files)].reduce((total, file) => total + size(file), 0);

  function reach(key, seen = new Set()) {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) reach(next, seen);
    return seen;
  }

  const chunksOf = (page) => [...reach(page)].map((key) => manifest[key]);
  const all = Object.values(manifest).map((chunk) => chunk.file);
  return {
    scripts: (page) => sum(chunksOf(page).map((chunk) => chunk.file)),
    styles: (page) => sum(chunksOf(page).flatMap((chunk) => chunk.css ?? [])),
    allScripts: () => sum(all.filter((file) => file.endsWith(".js"))),
  };
}

const [app, portal] = [built("dist"), built("dist-portal")];
const sizes = {
  "first load JS": app.scripts("index.html"),
  "first load CSS": app.styles("index.html"),
  "ring window": app.scripts("ring.html") + app.styles("ring.html"),
  "all JS": app.allScripts(),
  "portal before a call": portal.scripts("portal.html") + portal.styles("portal.html"),
  "portal with LiveKit": portal.allScripts(),
};

const asJson = process.argv.includes("--json");
let broken = false;
for (const [name, limit] of Object.entries(LIMITS)) {
  const over = sizes[name] > limit;
  broken ||= over;
  const kb = (sizes[name] / KB).toFixed(1);
  const line = asJson
    ? JSON.stringify({ goal: "D10", what: name, kb: Number(kb), goal_kb: limit / KB })
    : `${name}: ${kb} KB of ${limit / KB} KB${over ? "  TOO LARGE" : ""}`;
  console.log(line);
}
process.exit(broken ? 1 : 0);
