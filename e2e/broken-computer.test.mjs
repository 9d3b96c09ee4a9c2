// A computer that fails under the app: the window opens all the same, says what is wrong, and goes on when it is mended.
import { after, before, test } from "node:test";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startKeyringBus, startSmallDisk } from "./computer.mjs";
import { openDesktop, people, picture, place, startServer } from "./leadline.mjs";
import { looks, showAs } from "./screens.mjs";

let server, bus, disk, window;

before(async () => {
  server = await startServer("broken-computer", 50);
  bus = await startKeyringBus("broken-computer");
  disk = await startSmallDisk("small-disk", 96);
});

after(async () => {
  await window?.close();
  disk?.end();
  await bus?.end();
  await server?.stop();
});

async function closeWindow() {
  await window.close();
  window = undefined;
}

async function open(data) {
  if (window) await closeWindow();
  window = await openDesktop(data, { LEADLINE_SERVER: server.url, ...bus.environment });
}

/** Pictures of the screen as it is, in every look. */
async function pictures(name) {
  for (const look of looks) {
    await showAs(window, look);
    await picture(window, `${name}.${look.theme}-${look.language}`);
  }
  await showAs(window, looks[0]);
}

const seeLeads = () => window.see("[role=row][data-index] a", 60);

test("a folder that cannot be used is named, and the app starts once it can", async () => {
  const data = join(await place("broken-computer"), "desktop");
  await writeFile(data, "a file stands where the folder should be");
  await open(data);
  await window.seeText("Leadline cannot use its folder", 60);
  await window.seeText(data);
  await pictures("folder-unusable");
  await window.press("Try again");
  await window.seeText("Leadline cannot use its folder");
  await rm(data);
  await window.press("Try again");
  await window.seeText("Where may the key be kept?", 60);
});

test("a full disk keeps nothing half done, and what is here opens again when there is room", async (t) => {
  if (!disk) return t.skip("only root may make a small disk");
  const data = join(disk.path, "desktop");
  await open(data);
  await window.press("Keep the key in a file", 60);
  await window.seeText("Your key stays in a file only your user account can read");
  await window.fill("input[name=email]", people.agent.email);
  await window.fill("input[name=password]", people.agent.password);
  await window.keys("Enter");
  await window.press("Go on", 60);
  await window.press("Leads", 60);
  await seeLeads();

  await window.click("[role=row][data-index] a");
  await window.see("button[aria-label^='Stage: ']");
  const stage = () => window.run(() => document.querySelector("button[aria-label^='Stage: ']").ariaLabel);
  const before = await stage();
  const [now, next] = before === "Stage: SQL" ? [before, "MQL"] : [before, "SQL"];
  disk.fill();
  await window.press(now);
  await window.press(next);
  await window.seeText("The disk is full");
  await picture(window, "disk-full-while-editing");
  if ((await stage()) !== before) throw new Error("an edit that was not kept shows");

  await closeWindow();
  disk.fill();
  await open(data);
  await window.seeText("Your data cannot be opened", 60);
  await window.seeText("The disk is full");
  await pictures("disk-full");
  await disk.free();
  await window.press("Try again");
  await seeLeads();
});
