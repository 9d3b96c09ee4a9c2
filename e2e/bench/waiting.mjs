// Goal D7 while the app waits on the panel: started hidden, and after its window was open and closed again.
import { spawn } from "node:child_process";
import { startPanelBus } from "../computer.mjs";
import { closeByKeyboard, openWindows, startWindowManager } from "../file-dialog.mjs";
import { app, pageIsDrawn, pageProcess } from "../leadline.mjs";
import { endOf } from "../program.mjs";
import { until } from "../webdriver.mjs";
import { memory, tell } from "./figures.mjs";

/** Takes the memory of an app that waits with this data, so many minutes after it began to wait; `beside` is the reference. */
export async function measureWaiting(data, leads, minutes, beside) {
  const bus = await startPanelBus("bench-panel");
  const endWindowManager = startWindowManager();
  const take = async (what) => {
    await new Promise((later) => setTimeout(later, minutes * 60_000));
    tell({ goal: "D7", what: `${what}, ${minutes} min, PSS of all its processes`, leads, mb: memory(waits.pid), goal_mb: 150, ...beside });
  };
  await bus.putPanel();
  const env = { ...process.env, WEBKIT_DISABLE_DMABUF_RENDERER: "1", ...bus.environment };
  const waits = spawn(app, ["--data", data, "--hidden"], { stdio: "ignore", env });
  try {
    await until("an icon on the panel", () => bus.icons() === 1);
    await take("started hidden");
    bus.press();
    await until("the window", async () => (await openWindows()).length === 1);
    await pageIsDrawn();
    await closeByKeyboard();
    await until("no page", () => pageProcess(waits.pid) === undefined);
    await take("on the panel after its window was closed");
    bus.choose("Quit Leadline");
    await endOf(waits);
  } finally {
    waits.kill();
    endWindowManager();
    await bus.end();
  }
}
