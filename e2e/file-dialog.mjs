// What is no page, such as the system's own dialog for files: the keyboard of the virtual screen drives it.
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { until } from "./webdriver.mjs";

const run = promisify(execFile);

/** Does this with xdotool and returns its lines; it fails where nothing is found. */
async function screen(...words) {
  const { stdout } = await run("xdotool", words);
  return stdout.trim().split("\n").filter(Boolean);
}

/** The app's windows that can be seen, by their numbers. */
export const openWindows = () => screen("search", "--onlyvisible", "--class", "leadline").catch(() => []);

/** Starts a window manager, which gives a dialog the keyboard and gives it back; returns the way to end it. */
export function startWindowManager() {
  const openbox = spawn("openbox", ["--sm-disable"], { stdio: "ignore" });
  return () => openbox.kill();
}

/** Presses keys wherever the keyboard is. */
export const pressAnywhere = (keys) => screen("key", "--clearmodifiers", keys);

/** How wide one of the app's windows is, in pixels. */
export async function widthOf(number) {
  const [, width] = (await screen("getwindowgeometry", "--shell", number)).join("\n").match(/^WIDTH=(\d+)/m);
  return Number(width);
}

/** Where one of the app's windows stands and how large it is, with its title and frame, in pixels. */
export async function frameOf(number) {
  const window = await run("xwininfo", ["-id", number]);
  const frame = await run("xprop", ["-id", number, "_NET_FRAME_EXTENTS"]);
  const says = (what) => Number(window.stdout.match(new RegExp(`${what}:\\s*(-?\\d+)`))[1]);
  const [left, right, top, bottom] = frame.stdout.match(/\d+/g).map(Number);
  return {
    x: says("Absolute upper-left X") - left,
    y: says("Absolute upper-left Y") - top,
    width: says("Width") + left + right,
    height: says("Height") + top + bottom,
  };
}

/** Gives one of the app's windows another place, or another size without its frame. */
export const moveTo = (number, x, y) => screen("windowmove", number, String(x), String(y));
export const resizeTo = (number, width, height) => screen("windowsize", number, String(width), String(height));

/** Whether one of the app's windows is maximised. */
export async function isMaximised(number) {
  const { stdout } = await run("xprop", ["-id", number, "_NET_WM_STATE"]);
  return stdout.includes("_NET_WM_STATE_MAXIMIZED_VERT") && stdout.includes("_NET_WM_STATE_MAXIMIZED_HORZ");
}

/** Maximises one of the app's windows by a double click on its title, or makes it what it was before. */
export async function pressTitleTwice(number) {
  const { x, y, width } = await frameOf(number);
  const before = await isMaximised(number);
  await screen("mousemove", String(Math.round(x + width / 2)), String(y + 10));
  await screen("click", "--repeat", "2", "--delay", "60", "1");
  await until("the window is maximised or not any more", async () => (await isMaximised(number)) !== before);
}

/** Whether one of the app's windows has the keyboard and stands before all others. */
export async function isInFront(number) {
  const { stdout } = await run("xprop", ["-root", "_NET_CLIENT_LIST_STACKING", "_NET_ACTIVE_WINDOW"]);
  const [stacking, active] = stdout.trim().split("\n").map((line) => (line.match(/0x[0-9a-f]+/g) ?? []).map(Number));
  return stacking.at(-1) === Number(number) && active[0] === Number(number);
}

/** Presses keys in one of the app's windows. */
export async function pressIn(number, keys) {
  await screen("windowactivate", "--sync", number);
  await screen("key", keys);
}

/** Gets one of the app's windows out of the way. */
export const minimise = (number) => screen("windowminimize", "--sync", number);

/** Closes the app's window as a person does who keeps their hands on the keyboard: once more if nothing happens. */
export async function closeByKeyboard() {
  const [open] = await openWindows();
  const isGone = async () => !(await openWindows()).includes(open);
  await until("the window is closed", async () => {
    if (await isGone()) return true;
    await pressIn(open, "alt+F4");
    return until("the keys are taken", isGone, 5);
  });
}

/** Presses what opens the dialog, and chooses the file by its path. */
export async function chooseFile(window, control, path) {
  await inDialog(window, control, async () => {
    // A slash opens the dialog's line for a path; it completes what is typed, so letters come no faster than from a person.
    await screen("key", "slash");
    await screen("type", "--delay", "40", path.slice(1));
  });
}

/** Presses what opens the dialog, and says where the file is to be. */
export async function saveFile(window, control, path) {
  await inDialog(window, control, async () => {
    // The line for the name has the keyboard and holds what the app proposes.
    await screen("key", "ctrl+a");
    await screen("type", "--delay", "40", path);
  });
}

async function inDialog(window, control, answer) {
  const before = await openWindows();
  await window.press(control);
  const dialog = await until("the file dialog", async () => (await openWindows()).find((id) => !before.includes(id)));
  await until("the file dialog has the keyboard", async () => (await screen("getactivewindow"))[0] === dialog);
  await answer();
  await screen("key", "Return");
  await until("the file dialog is gone", async () => !(await openWindows()).includes(dialog));
}
