// What a computer is made of besides the app, so that a journey can break it: the message bus, the keyring, the panel, the
// disk.
import { execFileSync, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { createConnection } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { place } from "./leadline.mjs";
import { end } from "./program.mjs";
import { until } from "./webdriver.mjs";

const PASSWORD = "keyring password of this journey";

/** Nothing on this bus starts by itself: what is missing stays missing, and nobody answers a prompt. */
const BUS = (socket) => `<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`;

/** A message bus of its own in this folder; what is on it is put there. */
export async function startBus(folder) {
  const socket = join(folder, "bus");
  await writeFile(join(folder, "bus.conf"), BUS(socket));
  const bus = spawn("dbus-daemon", [`--config-file=${join(folder, "bus.conf")}`, "--nofork"], { stdio: "ignore" });
  await until("the message bus answers", () => answers(socket));
  const home = join(folder, "home");
  await mkdir(home, { recursive: true });
  const environment = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` };
  const daemons = { ...process.env, ...environment, HOME: home, XDG_DATA_HOME: join(home, "data"), XDG_RUNTIME_DIR: folder };
  return {
    folder,
    environment,
    /** For the daemons on it: they have a home of their own. */
    daemons,
    owns(wanted) {
      const said = execFileSync("dbus-send", [`--bus=unix:path=${socket}`, "--print-reply", "--dest=org.freedesktop.DBus",
        "/", "org.freedesktop.DBus.NameHasOwner", `string:${wanted}`], { encoding: "utf8" });
      return said.includes("boolean true");
    },
    end: () => bus.kill(),
  };
}

/** A message bus of its own with what `put` puts on it, which ends before it. */
async function busWith(name, put) {
  const bus = await startBus(await place(`${name}-bus`));
  const on = await put(bus);
  return {
    ...on,
    environment: bus.environment,
    async end() { await on.end(); bus.end(); },
  };
}

/** A message bus of its own with a keyring that can be unlocked, locked and taken away. */
export const startKeyringBus = (name) => busWith(name, keyringOn);

/** A message bus of its own on which dunst, a daemon for notifications, can be put. */
export const startNotificationBus = (name) => busWith(name, notificationsOn);

/** A message bus of its own on which a panel for icons can be put. */
export const startPanelBus = (name) => busWith(name, panelOn);

/** A desktop as most people have one, on a message bus in this folder: an open keyring, notifications and a panel. */
export async function startWholeDesktop(folder) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const bus = await startBus(folder);
  const [keyring, notifications, panel] = [keyringOn(bus), await notificationsOn(bus), panelOn(bus)];
  await keyring.unlock();
  await notifications.putDaemon();
  await panel.putPanel();
  return {
    environment: bus.environment,
    notifications,
    panel,
    async end() {
      for (const part of [panel, notifications, keyring]) await part.end();
      bus.end();
    },
  };
}

function keyringOn(bus) {
  let keyring;

  const takeAway = async () => {
    if (keyring) await end(keyring);
    keyring = undefined;
  };
  const put = async (...words) => {
    await takeAway();
    keyring = spawn("gnome-keyring-daemon", ["--foreground", "--components=secrets", ...words], {
      stdio: ["pipe", "ignore", "ignore"], env: bus.daemons,
    });
    keyring.stdin.end(words.includes("--unlock") ? PASSWORD : "");
    await until("the keyring answers", () => bus.owns("org.freedesktop.secrets"));
  };

  return {
    unlock: () => put("--unlock"),
    lock: () => put(),
    takeAway,
    end: takeAway,
  };
}

/** Dunst's menu of buttons is answered by a program, as a person would. */
async function notificationsOn(bus) {
  const [menu, wish, offered] = ["menu", "wish", "offered"].map((file) => join(bus.folder, file));
  await writeFile(menu, `#!/bin/sh\ntee '${offered}' | grep -m 1 "$(cat '${wish}')"\n`, { mode: 0o755 });
  const settings = join(bus.folder, "dunstrc");
  // What is not pressed stays, however slow the computer is.
  await writeFile(settings, `[global]\ndmenu = ${menu}\n[urgency_normal]\ntimeout = 0\n`);
  const control = (...words) => execFileSync("dunstctl", words, { env: bus.daemons, encoding: "utf8" });
  let dunst;
  return {
    async putDaemon() {
      dunst = spawn("dunst", ["-config", settings], { stdio: "ignore", env: bus.daemons });
      await until("the notifications answer", () => bus.owns("org.freedesktop.Notifications"));
    },
    /** How many are on the screen. */
    shown: () => Number(control("count", "displayed")),
    /** What the buttons were when one was pressed last, each with what the notification says. */
    offered: () => readFileSync(offered, "utf8"),
    /** The person closes all of them. */
    clear() { control("close-all"); },
    /** Chooses the button of this name. */
    async press(button) {
      await writeFile(wish, button);
      control("context");
    },
    async end() { if (dunst) await end(dunst); },
  };
}

/** What a person does to an icon is asked of it as a panel does. */
function panelOn(bus) {
  const service = fileURLToPath(new URL("panel.py", import.meta.url));
  const ask = (...words) => execFileSync("/usr/bin/python3", [service, ...words], { env: bus.daemons, encoding: "utf8" }).trim();
  let panel;
  const takeAway = async () => {
    if (panel) await end(panel);
    panel = undefined;
  };
  return {
    async putPanel() {
      panel = spawn("/usr/bin/python3", [service], { stdio: "ignore", env: bus.daemons });
      await until("the panel answers", () => bus.owns("org.kde.StatusNotifierWatcher"));
    },
    /** How many icons stand there. */
    icons: () => Number(ask("count")),
    /** What the icon says when it is pointed at. */
    says: () => ask("says"),
    /** Presses the icon. */
    press: () => ask("press"),
    /** Chooses a line of the icon's menu. */
    choose: (line) => ask("choose", line),
    takeAway,
    end: takeAway,
  };
}

/** A disk of `megabytes` that can be filled up; undefined where this user may not make one. */
export async function startSmallDisk(name, megabytes) {
  const path = await place(name);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=700`, "tmpfs", path], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  const filler = join(path, "filler");
  return {
    path,
    fill() {
      const file = openSync(filler, "w");
      // From large to small, so that not a single block is left.
      for (let block = Buffer.alloc(1 << 20); block.length >= 512; ) {
        try {
          writeSync(file, block);
        } catch {
          block = block.subarray(0, block.length / 2);
        }
      }
      closeSync(file);
    },
    free: () => rm(filler, { force: true }),
    end: () => execFileSync("umount", ["--lazy", path]),
  };
}

async function answers(socket) {
  const connection = createConnection(socket);
  try {
    await once(connection, "connect");
    return true;
  } finally {
    connection.destroy();
  }
}

/** Puts a program in the place of one of this computer; answers where, for the front of `PATH`. */
export async function standIn(folder, program, does) {
  const programs = join(folder, "bin");
  await mkdir(programs, { recursive: true });
  await writeFile(join(programs, program), `#!/bin/sh\n${does}\n`, { mode: 0o755 });
  return programs;
}
