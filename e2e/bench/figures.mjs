// Telling figures, and reading them from the system.
import { readFileSync, readdirSync } from "node:fs";

/** The value that so many percent of all stay within. */
export function percentile(values, percent) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}

/** Median, 95th, 99th percentile and worst, rounded to a tenth. */
export function percentiles(values) {
  const round = (value) => Math.round(value * 10) / 10;
  const [p50, p95, p99, max] = [50, 95, 99, 100].map((percent) => round(percentile(values, percent)));
  return { p50, p95, p99, max, n: values.length };
}

/** One JSON line. */
export function tell(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** When a process started, in milliseconds since 1970, to a hundredth of a second. */
export function startedAt(pid) {
  // Field 22 of proc_pid_stat(5), in clock ticks (100 a second on Linux) since the computer started.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
  const uptime = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]);
  return Date.now() - (uptime - Number(fields[19]) / 100) * 1000;
}

/** A process and all that came from it. */
export function family(pid) {
  const children = new Map();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(readFileSync(`/proc/${entry}/stat`, "utf8").replace(/^.*\) /s, "").split(" ")[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    } catch { /* it ended while we looked */ }
  }
  const found = [pid];
  for (const each of found) found.push(...(children.get(each) ?? []));
  return found;
}

/** Memory of a process and all that came from it, in megabytes; shared pages count in proportion (PSS). */
export function memory(pid) {
  const kilobytes = family(pid).map((each) => {
    const rollup = readFileSync(`/proc/${each}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  });
  return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 102.4) / 10;
}
