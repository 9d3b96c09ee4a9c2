// Every screen of the app, one after the other, as a person comes to it; for pictures and for checks of all of them.
import { chooseFile } from "./file-dialog.mjs";
import { file, people } from "./leadline.mjs";
import { thaiSpreadsheet } from "./spreadsheet.mjs";
import { until } from "./webdriver.mjs";

/** Cells of the imported file: two that cannot be read, a word nobody knows, and the phone of the tour's client. */
const CELLS = [
  { line: 12, header: "อีเมล", value: "somsak@" },
  { line: 60, header: "โทรศัพท์", value: "ไม่ทราบ" },
  { line: 3, header: "เกรด", value: "B+" },
  { line: 5, header: "โทรศัพท์", value: "+66 81 555 0142" },
];

/** The ways the app can look. */
export const looks = ["en", "th"].flatMap((language) => ["light", "dark"].map((theme) => ({ language, theme })));

/** Shows the screen as it is in another language and theme. */
export async function showAs(window, { language, theme }) {
  const settings = { language, theme, density: "cosy", buddhist_years: language === "th", single_keys: true };
  await window.run((request) => {
    // Answered by the event that the session changed; a promise must not keep the driver waiting.
    void window.__TAURI_INTERNALS__.invoke("settings_set", { request });
  }, settings);
  await isShownAs(window, { language, theme });
}

/** Waits until the page has this look. */
export async function isShownAs(window, { language, theme }) {
  await until(`the screen in ${language} and ${theme}`, () => window.run((wanted) => {
    const root = document.documentElement;
    const resting = document.getAnimations().every((animation) => animation.playState !== "running" ||
      animation.effect.getTiming().iterations === Infinity);
    return root.lang === wanted.language && root.dataset.theme === wanted.theme && resting;
  }, { language, theme }));
}

/** Walks through the app, from the first start on; `visit` is called with the name of each screen while it shows. */
export async function walk({ window, cable, manager, client, mend, endSession }, visit) {
  const at = async (name) => {
    await visit(name);
    await showAs(window, looks[0]);
  };
  await window.seeText("Your data cannot be opened", 60);
  await showAs(window, looks[0]);
  await comeIn(window, cable, mend, at);
  await lists(window, at);
  await floating(window, at);
  await onClient(window, at);
  await places(window, at);
  await synchronising(window, cable, manager, client, at);
  await endSession();
  await window.seeText("this computer was signed out", 60);
  await at("sign-in-again");
}

async function comeIn(window, cable, mend, at) {
  await at("cannot-open");
  await mend();
  await window.press("Try again");
  await window.seeText("Where may the key be kept?", 60);
  await at("key-consent");
  await window.press("Keep the key in a file");
  await window.see("input[name=password]");
  await at("sign-in");
  await window.fill("input[name=email]", people.agent.email);
  await window.fill("input[name=password]", people.agent.password);
  await window.keys("Enter");
  await window.seeText("Do you hear, and are you heard?", 60);
  cable.pull();
  await at("first-try");
  await window.press("Go on");
  await window.seeText("Start working", 60);
  await at("first-sync");
  cable.plug();
  await window.press("Start working", 60);
}

async function lists(window, at) {
  await window.press("Leads", 60);
  await window.see("[role=row][data-index] a", 60);
  await at("leads");
  await window.click("[data-index='0'] input[type=checkbox]");
  await window.click("[data-index='2'] input[type=checkbox]");
  await window.seeText("selected");
  await at("leads-selected");
  await window.press("Esc");
  await window.seeNoText("selected");
  await window.keys("Shift+F10");
  await window.see("[role=menu]");
  await at("row-menu");
  await window.keys("Escape");
  await until("the menu is gone", async () => !(await window.find("[role=menu]")));
  await window.keys("f");
  await window.see("[data-editing] input");
  await at("follow-up");
  await calendar(window, at);
  await window.press("Filter");
  await window.type("Stage");
  await at("filter");
  await window.keys("Escape");
  await window.press("New lead");
  await window.see("[role=dialog] input");
  await at("new-lead");
  await window.keys("Escape");
  await until("the dialog is gone", async () => !(await window.find("[role=dialog]")));
}

/** The days under the field of a follow-up: the last of its choices. */
async function calendar(window, at) {
  await window.keys("ArrowUp", "Enter");
  await window.see("[role=dialog] table");
  await at("follow-up-calendar");
  await window.keys("Escape");
  await window.keys("Escape");
  await until("the cell is closed", async () => !(await window.find("[data-editing]")));
}

async function floating(window, at) {
  await window.keys("Control+k");
  await window.see("[role=dialog] input");
  await at("palette");
  await window.keys("Escape");
  await until("the palette is gone", async () => !(await window.find("[role=dialog]")));
  await window.press("Leads");
  await window.keys("?");
  await window.seeText("They work on a Thai keyboard too");
  await at("shortcuts");
  await window.keys("Escape");
  await until("the shortcuts are gone", async () => !(await window.find("[role=dialog]")));
}

async function onClient(window, at) {
  await window.click("[role=row][data-index] a");
  await window.seeText("Next step");
  await at("client");
  await dialogs(window, at);
  await window.click("[role=tab]:nth-of-type(2)");
  await at("client-activities");
  await window.click("[role=tab]:nth-of-type(3)");
  await window.seeText("Save note");
  await at("client-notes");
}

/** What opens on a client's page. */
async function dialogs(window, at) {
  for (const [control, name] of [["Plan an activity", "client-activity"], ["Add a person", "client-person"]]) {
    await window.press(control);
    await window.see("[role=dialog] input");
    await at(name);
    await window.keys("Escape");
    await until("the dialog is gone", async () => !(await window.find("[role=dialog]")));
  }
  await window.keys("t");
  await window.see("[role=listbox]");
  await at("client-tags");
  await window.keys("Escape");
  await until("the tags are gone", async () => !(await window.find("[role=listbox]")));
}

async function places(window, at) {
  for (const [control, name] of [["Today", "today"], ["Clients", "clients"], ["Settings", "settings"]]) {
    await window.press(control);
    await until(`the screen ${name}`, () => window.run((title) =>
      document.querySelector("h1")?.innerText.startsWith(title) ?? false, control));
    await at(name);
  }
  await settings(window, at);
  await window.press("Leads");
  await window.press("Import");
  await window.seeText("Choose a CSV file");
  await at("import-file");
  await chooseFile(window, "Choose a file", await file("leads.csv", thaiSpreadsheet(300, CELLS)));
  await window.seeText("Words without a meaning");
  await at("import-map");
  await window.press("Warm");
  await window.seeText("5 of 5 columns mapped");
  await window.press("Check rows");
  await window.seeText("Nothing is written yet.");
  await window.seeText("before and after");
  await at("import-check");
  await window.press("Errors");
  await window.seeText("somsak@");
  await at("import-errors");
  await window.press("Import 298 clients");
  await window.seeText("clients imported", 60);
  await at("import-done");
  await window.press("Undo the import");
  await window.seeText("The list is as it was before", 60);
  await at("import-undone");
}

/** Every part of the settings that the agent has, and what is over the app. */
async function settings(window, at) {
  for (const [part, sees] of [
    ["appearance", "Height of rows"], ["notices", "Quiet hours"], ["computer", "Start"], ["doctor", "Keyring"],
    ["account", "Sign out and erase"], ["devices", "Your devices"], ["about", "Built with"],
  ]) {
    await window.run((name) => void (location.hash = `#/settings?part=${name}`), part);
    await window.seeText(sees);
    await at(`settings-${part}`);
  }
  await window.run(() => void (location.hash = "#/settings?part=account"));
  await window.press("Sign out and erase");
  await window.see("[role=dialog]");
  await at("erase");
  await window.keys("Escape");
  await until("the question is gone", async () => !(await window.find("[role=dialog]")));
  await window.press("Notifications");
  await window.see("[role=dialog]");
  await at("notices");
  await window.keys("Escape");
  await until("the notifications are gone", async () => !(await window.find("[role=dialog]")));
}

async function synchronising(window, cable, manager, client, at) {
  await window.press("Sync centre");
  await window.seeText("everything is sent", 60);
  await at("sync");
  for (const part of ["History", "Storage"]) {
    await window.press(part);
    await until(`the part ${part}`, () => window.run((name) =>
      document.querySelector("nav[aria-label='Sync centre'] [aria-current=page]")?.innerText === name, part));
    await at(`sync-${part.toLowerCase()}`);
  }
  cable.pull();
  await window.seeText("Offline");
  await window.run((id) => void (location.hash = `#/clients/${id}`), client.id);
  await window.press("Stage: MQL");
  await window.press("SQL");
  await window.seeText("1 change waiting");
  await window.press("Sync centre");
  await window.seeText("Waiting, in order");
  await at("sync-offline");
  await manager("PATCH", `/api/clients/${client.id}`, { lifecycle_stage: "customer" });
  cable.plug();
  await window.see("[data-region] button", 60);
  await window.seeText("All mine", 60);
  // How things stand is told a moment after the conflict itself.
  await until("the exchange stands as the conflict says", () => window.run(() => {
    const status = document.querySelector("footer[data-region]")?.innerText ?? "";
    const tile = [...document.querySelectorAll("dl dt")].find(({ innerText }) => innerText === "Conflicts");
    return status.includes("Synced ") && tile?.nextElementSibling?.innerText === "1";
  }), 60);
  await at("sync-conflict");
}
