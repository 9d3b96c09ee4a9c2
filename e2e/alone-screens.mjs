// The screens of somebody without a server, and what settings hold for whoever decides: tags, and a newer version.
import { randomUUID } from "node:crypto";
import { delimiter, join } from "node:path";
import { standIn } from "./computer.mjs";
import { FEED_OF_DEB, maker, startFeed } from "./feed.mjs";
import { openDesktop, place } from "./leadline.mjs";
import { looks, showAs } from "./screens.mjs";
import { until } from "./webdriver.mjs";

const NEW = "1.1.0";
const NOTES = "Calls to several colleagues at once.\nThe list of leads opens faster.";
const CLIENTS = [
  { name: "มานี มีนา", company_name: "โรงแรมสยามพฤกษา หัวหิน", phone: "+66815550177", lifecycle_stage: "mql", lead_quality: "warm" },
  { name: "Daniel Mercer", company_name: "Harbourside Cold Storage", phone: "+66815550118", lifecycle_stage: "opportunity", lead_quality: "hot" },
  { name: "Hannah Whitcombe", company_name: "Greenleaf Packaging", phone: "+66815550131", lifecycle_stage: "sql", lead_quality: "warm" },
  { name: "ชัยวัฒน์ ฎีกาสุข", company_name: "สหกรณ์โคนมทุ่งหนองโพธิ์", phone: "+66815550194", lifecycle_stage: "lead", lead_quality: "cold" },
];
const TAGS = [
  { name: "Cold storage", colour: "sky" },
  { name: "Late payer", colour: "rose" },
  { name: "Solar", colour: "amber" },
  { name: "งานแฟร์ 2569", colour: "violet" },
  { name: "โรงแรม", colour: "teal" },
];

/** An app that nobody has used yet, and a feed with a newer version. */
export async function startAlone(name) {
  const folder = await place(name);
  const feed = await startFeed(FEED_OF_DEB);
  const signer = maker();
  const content = Buffer.alloc(1_500_000, "a package of the newer version ");
  feed.offers({ version: NEW, notes: NOTES, content, signature: signer.sign(content, NEW) });
  // The computer's own might know Leadline, and then it would be the one to bring newer versions.
  const path = `${await standIn(folder, "apt-cache", "")}${delimiter}${process.env.PATH}`;
  const window = await openDesktop(join(folder, "desktop"),
    { PATH: path, LEADLINE_UPDATES_FROM: feed.address, LEADLINE_UPDATE_KEY: signer.key });
  const end = async () => {
    await window.close();
    feed.end();
  };
  return { window, end };
}

/** Walks from the first start on; `visit` is called with the name of each screen while it shows. */
export async function walkAlone({ window }, visit) {
  await window.seeText("Where may the key be kept?", 60);
  await showAs(window, looks[0]);
  await window.press("Keep the key in a file");
  await window.press("Work on this computer, without a server", 60);
  await window.see("input[name=name]");
  await visit("alone-begin");
  await window.fill("input[name=name]", "มะลิ ใจดี");
  await window.press("Start working");
  await window.seeText("On this computer only", 60);
  for (const values of TAGS) await give(window, "tag_create", values);
  for (const values of CLIENTS) await give(window, "client_create", { kind: "person", client_type: "lead", ...values });
  await window.press("Leads");
  await window.seeText(CLIENTS.at(-1).name);
  await until("the count beside the place", () => window.run((count) =>
    document.querySelector("nav[aria-label=Places] a[href$='#/leads']").innerText.includes(count), String(CLIENTS.length)));
  await visit("alone-leads");
  await settings(window, visit);
}

async function settings(window, visit) {
  await window.run(() => void (location.hash = "#/settings?part=tags"));
  await window.seeText(TAGS.at(-1).name);
  await visit("settings-tags");
  await window.run(() => void (location.hash = "#/settings?part=updates"));
  await window.press("Look for updates", 60);
  await window.seeText(`Version ${NEW} is ready`, 60);
  await visit("settings-updates");
}

/** Has the app make something, as its forms do. */
async function give(window, command, values) {
  await window.run((name, request) => {
    // Shown by the event that follows; a promise must not keep the driver waiting.
    void window.__TAURI_INTERNALS__.invoke(name, { request });
  }, command, { id: randomUUID(), fields: { values }, draft: null });
}
