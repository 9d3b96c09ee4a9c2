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
import { until } from "./webdriver.mjs";

const PASSWORD = "keyring password of this journey";

/** Nothing on this bus starts by itself: what is missing stays missing, and nobody answers a prompt. */
const BUS = (socket) => `<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`;

/** A message bus of its own; what is on it is put there. */
async function startBus(name) {
  const folder = await place(`${name}-bus`);
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

async function ended(child) {
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** A message bus of its own with a keyring that can be unlocked, locked and taken away. */
export async function startKeyringBus(name) {
  const bus = await startBus(name);
  let keyring;

  const takeAway = async () => {
    if (keyring) await ended(keyring);
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
    environment: bus.environment,
    unlock: () => put("--unlock"),
    lock: () => put(),
    takeAway,
    async end() { await takeAway(); bus.end(); },
  };
}

/**
 * A message bus of its own on which dunst, a daemon for notifications, can be put. Its menu of buttons is answered by a
 * program, as a person would.
 */
export async function startNotificationBus(name) {
  const bus = await startBus(name);
  const [menu, wish, offered] = ["menu", "wish", "offered"].map((file) => join(bus.folder, file));
  await writeFile(menu, `#!/bin/sh\ntee '${offered}' | grep -m 1 "$(cat '${wish}')"\n`, { mode: 0o755 });
  const settings = join(bus.folder, "dunstrc");
  // What is not pressed stays, however slow the computer is.
  await writeFile(settings, `[global]\ndmenu = ${menu}\n[urgency_normal]\ntimeout = 0\n`);
  const control = (...words) => execFileSync("dunstctl", words, { env: bus.daemons, encoding: "utf8" });
  let dunst;
  return {
    environment: bus.environment,
    async putDaemon() {
      dunst = spawn("dunst", ["-config", settings], { stdio: "ignore", env: bus.daemons });
      await until("the notifications answer", () => bus.owns("org.freedesktop.Notifications"));
    },
    /** How many are on the screen. */
    shown: () => Number(control("count", "displayed")),
    /** What the buttons were when one was pressed last, each with what the notification says. */
    offered: () => readFileSync(offered, "utf8"),
    /** Chooses the button of this name. */
    async press(button) {
      await writeFile(wish, button);
      control("context");
    },
    async end() { if (dunst) await ended(dunst); bus.end(); },
  };
}

/**
 * A message bus of its own on which a panel for icons can be put. What a person does to an icon is asked of it as a panel
 * does.
 */
export async function startPanelBus(name) {
  const bus = await startBus(name);
  const service = fileURLToPath(new URL("panel.py", import.meta.url));
  const ask = (...words) => execFileSync("/usr/bin/python3", [service, ...words], { env: bus.daemons, encoding: "utf8" }).trim();
  let panel;
  return {
    environment: bus.environment,
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
    async takeAway() {
      if (panel) await ended(panel);
      panel = undefined;
    },
    async end() { await this.takeAway(); bus.end(); },
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
