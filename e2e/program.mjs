// Programs that a journey has started, and their end.
import { until } from "./webdriver.mjs";

/** Waits until a program has ended and returns its exit code, or null, and the signal that ended it, or null. */
export async function endOf(child) {
  await until(`the end of ${child.spawnfile}`, () => child.exitCode !== null || child.signalCode !== null, 60);
  return [child.exitCode, child.signalCode];
}

/** Ends a program and waits until it has. */
export async function end(child, signal = "SIGTERM") {
  child.kill(signal);
  await endOf(child);
}
