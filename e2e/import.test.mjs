// Clients come in from a spreadsheet in Thai, as it is saved on a Thai computer, through the screen and the system's
// own file dialog; a word nobody knows gets a meaning, a duplicate is decided by itself, the rows that cannot be read are
// named, and the whole import is taken back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { file, killDesktop, openDesktop, people, picture, place, signIn, startServer } from "./leadline.mjs";
import { chooseFile, startWindowManager } from "./file-dialog.mjs";
import { thaiSpreadsheet } from "./spreadsheet.mjs";
import { until } from "./webdriver.mjs";

const LEADS = 200;
const ROWS = 300;
const BROKEN = [
  { line: 12, header: "อีเมล", value: "ไม่มีอีเมล" },
  { line: 60, header: "อีเมล", value: "somsak@" },
  { line: 133, header: "โทรศัพท์", value: "ไม่ทราบ" },
  { line: 200, header: "โทรศัพท์", value: "12" },
  { line: 301, header: "อีเมล", value: "two words@tawan.example" },
];
const GRADES = [20, 40].map((line) => ({ line, header: "เกรด", value: "B+" }));
/** Somebody who is here already, as another program writes the number. */
const KNOWN = { line: 80, header: "โทรศัพท์", value: "+66 81 555 0142" };
/** Long enough to be killed in the middle of it. */
const MANY = 20_000;
const WHOLE = ROWS - BROKEN.length;

let server, window, data, path, endWindowManager, leadsBefore;

before(async () => {
  endWindowManager = startWindowManager();
  server = await startServer("import", LEADS);
  const admin = await signIn(server, people.admin);
  await admin("POST", "/api/clients", {
    kind: "person", name: "ปิยะดา ศักดิ์สิทธิ์", client_type: "lead", lifecycle_stage: "mql", phone: "+66815550142",
  });
  path = await file("leads.csv", thaiSpreadsheet(ROWS, [...BROKEN, ...GRADES, KNOWN]));
  data = join(await place("import"), "desktop");
  window = await open();
  await window.press("Keep the key in a file", 60);
  await window.fill("input[name=email]", people.manager.email);
  await window.fill("input[name=password]", people.manager.password);
  await window.keys("Enter");
  await window.press("Go on", 60);
  await window.press("Import", 60);
});

after(async () => {
  await window?.close();
  await server?.stop();
  endWindowManager?.();
});

const open = () => openDesktop(data, { LEADLINE_SERVER: server.url });

/** Waits until the four counts on the screen are these. */
async function seeCounts(wanted) {
  await until(`the counts ${JSON.stringify(wanted)}`, () => window.run((counts) =>
    Object.entries(counts).every(([count, number]) =>
      document.querySelector(`[data-count=${count}] b`)?.textContent === String(number)), wanted));
}

/** How many leads the sidebar counts. */
const leadsHere = () => window.run(() => {
  const place = [...document.querySelectorAll("nav a")].find((link) => link.innerText.startsWith("Leads"));
  return Number(place.innerText.replace(/\D/g, ""));
});

test("the columns of a Thai spreadsheet are recognised by their headers", async () => {
  leadsBefore = await until("a count of leads", leadsHere);
  await chooseFile(window, "Choose a file", path);
  await window.seeText(`${ROWS} rows, 5 columns`);
  await window.seeText("Thai (Windows-874)");
  await window.seeText("Words without a meaning: 1.");
  await picture(window, "import-map");
});

test("a grade nobody knows gets a meaning before anything runs", async () => {
  await window.press("Warm");
  await window.seeText("5 of 5 columns mapped");
  await window.seeText("4 of 4 values known");
  await picture(window, "import-meaning");
});

test("before anything is written the counts and every broken cell are shown", async () => {
  await window.press("Check rows");
  await seeCounts({ create: WHOLE - 1, update: 1, skip: 0, broken: BROKEN.length });
  await window.seeText("Same phone as ปิยะดา ศักดิ์สิทธิ์");
  await window.seeText("Line 80, before and after");
  await picture(window, "import-duplicate");
  await window.click("[aria-label='This row'], [role=combobox]");
  await window.press("Add another client");
  await seeCounts({ create: WHOLE, update: 0, skip: 0, broken: BROKEN.length });
  await window.press("Errors");
  await until("each broken cell with its line", () => window.run((broken) => {
    const rows = [...document.querySelectorAll("tbody tr")].map((row) => row.innerText);
    return rows.length === broken.length && broken.every(({ line, header, value }, at) =>
      [String(line), header, value].every((part) => rows[at].includes(part)));
  }, BROKEN));
  await picture(window, "import-check");
});

test("the run adds the rows that could be read, and they count at once", async () => {
  await window.press(`Import ${WHOLE} clients`);
  await window.seeText(`${WHOLE} clients imported`, 60);
  await seeCounts({ create: WHOLE, update: 0, skip: 0, broken: BROKEN.length });
  await until("the new leads in the sidebar", async () => (await leadsHere()) === leadsBefore + WHOLE);
  await picture(window, "import-done");
});

test("the whole import is taken back at once", async () => {
  await window.press("Undo the import");
  await window.seeText("Import undone");
  await until("the leads of before in the sidebar", async () => (await leadsHere()) === leadsBefore);
  await window.press("To the leads");
  await window.press("All");
  await window.fill("input[aria-label='Search in the list']", "นำเข้าทดสอบ");
  await window.seeText("Nobody fits");
  await picture(window, "import-undone");
});

test("an import that is killed in the middle is told at the next start, and taken back", async () => {
  const rows = Array.from({ length: MANY }, (_, row) => `Killed ${row},killed${row}@tawan.example`);
  const long = await file("killed.csv", ["name,email", ...rows].join("\n"));
  await window.press("Import");
  await chooseFile(window, "Choose a file", long);
  await window.press("Check rows");
  await window.press("Import 20,000 clients", 60);
  await until("some of the rows are here", async () => (await leadsHere()) > leadsBefore, 60);
  await killDesktop(window, data);
  window = await open();
  await window.seeText("The import of killed.csv did not finish", 60);
  const kept = await until("a count of leads", leadsHere);
  assert.ok(kept > leadsBefore && kept < leadsBefore + MANY, `${kept} of ${MANY} are here`);
  await picture(window, "import-killed");
  await window.press("Take it back");
  await window.seeText("Everything is as it was before", 120);
  await until("the leads of before in the sidebar", async () => (await leadsHere()) === leadsBefore);
});
