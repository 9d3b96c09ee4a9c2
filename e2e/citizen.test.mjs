// Leadline among the other programs of a computer: links they hand over, cold and warm, and the panel it waits on with its
// page thrown away.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { startPanelBus } from "./computer.mjs";
import { closeByKeyboard, openWindows, startWindowManager } from "./file-dialog.mjs";
import {
  app, appProcess, openDesktop, pageIsDrawn, pageProcess, people, picture, place, screenPicture, signIn, startServer,
} from "./leadline.mjs";
import { endOf } from "./program.mjs";
import { looks, showAs } from "./screens.mjs";
import { until } from "./webdriver.mjs";

const NOT_HERE = "leadline://client/0198c0de-0000-7000-8000-00000000dead";

let server, bus, endWindowManager, data, phone, signInFile, environment, window, hidden, mali, anong;

before(async () => {
  server = await startServer("citizen", 50);
  bus = await startPanelBus("citizen");
  endWindowManager = startWindowManager();
  const folder = await place("citizen");
  data = join(folder, "desktop");
  phone = await phoneProgram(folder);
  signInFile = join(folder, "sign-in.json");
  await writeFile(signInFile, JSON.stringify({ server: server.url, ...people.agent, agree_to_key_file: true }), { mode: 0o600 });
  environment = { ...phone.environment, ...bus.environment };
  const agent = await signIn(server, people.agent);
  const { clients } = await agent("GET", "/api/leads?limit=200");
  [mali, anong] = clients.filter((client) => client.phone);
});

after(async () => {
  await window?.close();
  hidden?.kill();
  endWindowManager?.();
  await bus?.end();
  await server?.stop();
});

/** Another program for telephone numbers, beside Leadline which the person made the one that opens them. */
async function phoneProgram(folder) {
  const home = join(folder, "data-home");
  await mkdir(join(home, "applications"), { recursive: true });
  const write = (name, lines, mode) => writeFile(join(home, "applications", name), `${lines.join("\n")}\n`, { mode });
  const [program, called] = [join(folder, "phone"), join(folder, "called")];
  await writeFile(program, `#!/bin/sh\nprintf '%s' "$*" > '${called}'\n`, { mode: 0o755 });
  const entry = (name, runs) => ["[Desktop Entry]", "Type=Application", `Name=${name}`, `Exec=${runs} %u`];
  await write("leadline.desktop", entry("Leadline", app));
  await write("phone.desktop", entry("Phone", program));
  await write("mimeapps.list", ["[Added Associations]", "x-scheme-handler/tel=leadline.desktop;phone.desktop;",
    "[Default Applications]", "x-scheme-handler/tel=leadline.desktop"]);
  return { environment: { XDG_DATA_HOME: home }, called: () => readFile(called, "utf8") };
}

/** The desktop starts the app once more with what another program handed over; it ends by itself. */
async function handOver(...words) {
  await promisify(execFile)(app, ["--data", data, ...words], { env: { ...process.env, ...environment }, timeout: 30_000 });
}

const seeLeads = () => window.see("[role=row][data-index] a", 60);
const onPage = (path) => until(`the page ${path}`, () => window.run((wanted) => location.hash.startsWith(wanted), `#${path}`));
const dialogIsGone = () => until("the dialog is gone", async () => !(await window.find("[role=dialog]")));

/** Pictures of the screen as it is, in every look. */
async function pictures(name) {
  for (const look of looks) {
    await showAs(window, look);
    await picture(window, `${name}.${look.theme}-${look.language}`);
  }
  await showAs(window, looks[0]);
}

/** Reads what is said and puts it away. */
async function seeAndClose(text) {
  await window.seeText(text);
  await window.keys("Escape");
  await dialogIsGone();
}

test("without a panel the settings say that the app ends with its window", async () => {
  window = await openDesktop(data, { ...environment, LEADLINE_SIGN_IN_FILE: signInFile });
  await seeLeads();
  await window.run(() => void (location.hash = "#/settings?part=computer"));
  await window.seeText("This desktop shows no icon");
  await window.see("[role=switch][aria-checked=false]");
  await pictures("settings-computer");
});

test("a number another program hands over is shown with whose it is and goes to the phone program once somebody says so", async () => {
  await handOver(`tel:${mali.phone}`);
  await window.seeText("Leadline calls no number by itself");
  await pictures("link-number");
  await assert.rejects(phone.called(), "nothing was handed on");
  await window.press("Open the phone program");
  await until("the phone program has the number", async () => (await phone.called()) === `tel:${mali.phone}`);
  await dialogIsGone();
  await handOver(`callto:${mali.phone}`);
  await window.press(`Open ${mali.name}`);
  await onPage(`/clients/${mali.id}`);
});

test("a link to a record opens it, and one to a record that is not here says so", async () => {
  await handOver(`leadline://client/${anong.id}`);
  await onPage(`/clients/${anong.id}`);
  await window.seeText(anong.name);
  await handOver("leadline://calls");
  await onPage("/calls");
  await handOver(NOT_HERE);
  await seeAndClose("This record is not here");
});

test("hostile links are refused in words and change nothing", async () => {
  for (const [link, words] of [
    ["leadline:javascript:alert(1)", "Leadline has no page of that name"],
    ["leadline://client/..%2f..%2fsettings", "It names no record"],
    ["https://example.com/", "It is not one of the links that Leadline opens"],
    ["tel:*#06#", "It holds no telephone number"],
    ["tel:+66815550142\n", "It holds characters that no link has"],
    [`tel:${"1".repeat(500)}`, "It is longer than any link"],
  ]) {
    await handOver(link);
    await window.seeText(words);
    if (link.startsWith("leadline:java")) await pictures("link-refused");
    await window.keys("Escape");
    await dialogIsGone();
    await onPage("/calls");
  }
});

test("started with a link the app opens where it leads", async () => {
  await window.close();
  window = await openDesktop(data, environment, [`leadline://client/${mali.id}`]);
  await window.seeText(mali.name, 60);
  await onPage(`/clients/${mali.id}`);
  await window.close();
  window = await openDesktop(data, environment, ["leadline:../settings"]);
  await window.seeText("This link was not opened", 60);
  await window.close();
  window = undefined;
});

test("without a panel closing the window ends the app", async () => {
  hidden = start();
  await until("the window", async () => (await openWindows()).length === 1);
  await closeByKeyboard();
  assert.deepEqual(await endOf(hidden), [0, null]);
});

test("started hidden the app waits on the panel without a window or a page", async () => {
  await bus.putPanel();
  hidden = start("--hidden");
  await until("an icon on the panel", () => bus.icons() === 1);
  await until("the icon says how the person is shown", () => bus.says().includes("Leadline: Available"));
  assert.deepEqual(await openWindows(), []);
  assert.equal(pageProcess(hidden.pid), undefined);
});

test("the icon brings the window, and closing it throws the page away while the app goes on", async () => {
  for (let time = 0; time < 2; time++) {
    bus.press();
    await until("the window", async () => (await openWindows()).length === 1);
    await pageIsDrawn();
    await screenPicture(`panel-window-${time}`);
    await closeByKeyboard();
    await until("no window", async () => (await openWindows()).length === 0);
    await until("no page", () => pageProcess(hidden.pid) === undefined);
    assert.equal(appProcess(data), hidden.pid);
    assert.equal(bus.icons(), 1);
  }
});

test("a link brings the window of an app that waits on the panel", async () => {
  await handOver("leadline://calls");
  await until("the window", async () => (await openWindows()).length === 1);
  await pageIsDrawn();
  await screenPicture("panel-link");
});

test("the icon's menu ends the app", async () => {
  bus.choose("Quit Leadline");
  assert.deepEqual(await endOf(hidden), [0, null]);
  await until("the icon is gone", () => bus.icons() === 0);
});

/** Starts the app as the desktop does, with nothing that drives its window. */
function start(...words) {
  const known = { ...process.env, WEBKIT_DISABLE_DMABUF_RENDERER: "1", ...environment };
  return spawn(app, ["--data", data, ...words], { stdio: "ignore", env: known });
}
