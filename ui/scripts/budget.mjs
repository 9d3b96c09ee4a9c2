// Fails when the first load grows beyond its budget. Counts the entry and everything it imports at once, compressed.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const KB = 1024;
const LIMITS = {
  "first load JS": 330 * KB,
  "first load CSS": 50 * KB,
  "ring window": 100 * KB,
  "all JS": 680 * KB,
};

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));

const size = (file) => gzipSync(readFileSync(dist + file), { level: 9 }).length;
const sum = (files) => [...files].reduce((total, file) => total + size(file), 0);

function reach(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) reach(next, seen);
  return seen;
}

const chunksOf = (page) => [...reach(page)].map((key) => manifest[key]);
const scripts = (chunks) => sum(chunks.map((chunk) => chunk.file));
const styles = (chunks) => sum(new Set(chunks.flatMap((chunk) => chunk.css ?? [])));

const first = chunksOf("index.html");
const ring = chunksOf("ring.html");
const sizes = {
  "first load JS": scripts(first),
  "first load CSS": styles(first),
  "ring window": scripts(ring) + styles(ring),
  "all JS": sum(
    new Set(
      Object.values(manifest)
        .map((chunk) => chunk.file)
        .filter((file) => file.endsWith(".js")),
    ),
  ),
};

let broken = false;
for (const [name, limit] of Object.entries(LIMITS)) {
  const over = sizes[name] > limit;
  broken ||= over;
  console.log(`${name}: ${(sizes[name] / KB).toFixed(1)} KB of ${limit / KB} KB${over ? "  TOO LARGE" : ""}`);
}
process.exit(broken ? 1 : 0);
