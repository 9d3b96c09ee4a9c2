// A virtual screen that is made of monitors which can be taken away and put back.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { startWindowManager } from "./file-dialog.mjs";
import { end } from "./program.mjs";

/** The monitors, from left to right. */
export const FIRST = { x: 0, y: 0, width: 1440, height: 900 };
export const SECOND = { ...FIRST, x: FIRST.width };

const NAMES = ["first", "second"];
const xrandr = (...words) => execFileSync("xrandr", words);

/** Starts the screen with its window manager; from here on windows open on it, and what looks at a screen looks at it. */
export async function startMonitors() {
  const before = process.env.DISPLAY;
  const size = `${SECOND.x + SECOND.width}x${SECOND.height}`;
  // The monitors stay when nothing looks at them.
  const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", `${size}x24`, "-nolisten", "tcp", "-noreset"],
    { stdio: ["ignore", "pipe", "ignore"] });
  const [number] = await once(screen.stdout, "data");
  process.env.DISPLAY = `:${String(number).trim()}`;
  xrandr("--output", "screen", "--off", "--fb", size);
  const put = (at, { x, y, width, height }) => xrandr("--setmonitor", NAMES[at], `${width}/0x${height}/0+${x}+${y}`, "none");
  put(0, FIRST);
  put(1, SECOND);
  const endWindowManager = startWindowManager();
  return {
    takeSecondAway() {
      xrandr("--delmonitor", NAMES[1]);
      xrandr("--fb", `${FIRST.width}x${FIRST.height}`);
    },
    putSecondBack() {
      xrandr("--fb", size);
      put(1, SECOND);
    },
    async end() {
      endWindowManager();
      process.env.DISPLAY = before;
      await end(screen);
    },
  };
}
