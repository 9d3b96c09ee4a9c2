// A video call agreed for another time: planned at the client, found by both, and joined from either side.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { picture } from "./leadline.mjs";
import { bothHear, hearTheRoom, ringsNoMore, startOffice } from "./office.mjs";
import { until } from "./webdriver.mjs";

const JOIN_AT_DESK = "Join the video call: Daniel Mercer";
const JOIN_AT_PORTAL = "Join the video call with Naphat";

let office, desk, browser;

before(async () => {
  office = await startOffice("call-agreed");
  desk = await office.openDesk("desk");
  office.speak();
  browser = await office.openCustomer();
  await desk.keys("Control+k");
  await desk.see("[role=dialog] input");
  await desk.type("Mercer");
  await desk.seeText("Daniel Mercer");
  await desk.keys("Enter");
  await until("the client's page", () => desk.run(() => document.querySelector("h1")?.innerText.includes("Daniel Mercer")));
});

after(() => office?.end());

async function plan() {
  await desk.press("Plan a video call");
  await desk.press("Plan it");
  await desk.seeText("Video call with Daniel Mercer planned for");
}

/** The customer comes back to the page, as they do for what was agreed. */
async function comeBack() {
  await browser.open(`${office.server.url}/portal/`);
  await browser.run(hearTheRoom);
}

const sessions = async () => (await office.agent("GET", "/api/sales/video-call?upcoming=true")).calls;

/** The call is over, and with it what was agreed. */
async function hangUp() {
  await desk.press("End");
  await browser.seeText("The call is over");
  await desk.press("Skip");
  await desk.press("Done");
  await office.available();
}

test("what is planned at the client stands with the client and in the customer's page", async () => {
  await plan();
  await desk.see(`[aria-label='${JOIN_AT_DESK}']`);
  await comeBack();
  await browser.seeText("Planned with you");
  await picture(desk, "call-agreed-desk");
  await picture(browser, "call-agreed-portal");
  const [session] = await sessions();
  assert.equal(session.status, "scheduled");
});

test("the customer comes first, the desk rings, and joining there is answering", async () => {
  await browser.press(JOIN_AT_PORTAL);
  await browser.press("Call now");
  await desk.see("section[role=alert]");
  await desk.press(JOIN_AT_DESK);
  await bothHear(office, browser);
  await ringsNoMore(desk);
  assert.equal((await sessions())[0].status, "active");
  await hangUp();
  assert.deepEqual(await sessions(), [], "whoever has met has nothing more to come");
  assert.equal((await office.lastCall()).endReason, "completed");
});

test("the agent comes first, the customer's page rings, and joining there is answering", async () => {
  await plan();
  await comeBack();
  await desk.press(JOIN_AT_DESK);
  await browser.press("Answer");
  await bothHear(office, browser);
  await hangUp();
});

test("a call that is put away with its meeting is no longer in the customer's page", async () => {
  await plan();
  await comeBack();
  await browser.seeText("Planned with you");
  const [session] = await sessions();
  await office.agent("DELETE", `/api/activities/${session.activity_id}`);
  await comeBack();
  await browser.seeText("Naphat");
  await browser.seeNoText("Planned with you");
  await until("nothing to join at the desk", async () => (await desk.find(`[aria-label='${JOIN_AT_DESK}']`)) === undefined);
});
