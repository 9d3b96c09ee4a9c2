// A customer in a browser calls the desktop app: real window, real sound devices, real media server. Each side hears
// the other's tone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openWindows } from "./file-dialog.mjs";
import { picture, screenPicture } from "./leadline.mjs";
import { agentIsSilent, bothHear, customerHears, dial, ringsNoMore, startOffice } from "./office.mjs";
import { until } from "./webdriver.mjs";

let office, window, browser;

before(async () => {
  office = await startOffice("calls");
  window = await office.openDesk("desk");
  office.speak();
  browser = await office.openCustomer();
});

after(() => office?.end());

test("a customer's call rings in the app, is answered, and each hears the other", async () => {
  await dial(browser);
  await window.seeText("Daniel Mercer");
  await until("the small window of the ring", async () => (await openWindows()).length === 2);
  await picture(window, "calls-ringing");
  await screenPicture("calls-ring-window");
  await window.press("Answer");
  await browser.see("[role=timer]");
  await window.see("[role=timer]");
  await until("the small window is gone", async () => (await openWindows()).length === 1);
  await bothHear(office, browser);
  await picture(window, "calls-talking");
});

test("muted, nothing of the agent is heard; unmuted, it is again", async () => {
  await window.press("Mute");
  await agentIsSilent(browser);
  await window.press("Unmute");
  await until("the customer hears the agent", () => customerHears(browser));
});

test("the call goes on while the window loads anew", async () => {
  await window.run(() => location.reload());
  await window.see("[role=timer]");
  await bothHear(office, browser);
});

test("the customer hangs up, and the call is written down where everybody reads it", async () => {
  await browser.press("End");
  await browser.seeText("The call is over");
  await window.seeText("How did it go?");
  await window.click("[aria-labelledby=wrap-up-title] [role=group] button");
  await window.fill("[aria-labelledby=wrap-up-title] textarea", "Wants the price of ten pumps");
  await picture(window, "calls-wrap-up");
  await window.press("Save");
  await window.seeText("written down");
  const { clients } = await office.agent("GET", "/api/leads?limit=200");
  const client = clients.find((each) => each.name === "Daniel Mercer");
  await until("the note is on the server", async () => {
    const { records } = await office.agent("GET", `/api/notes?client_id=${client.id}`);
    return records.some((note) => note.body.includes("ten pumps"));
  });
});

test("a declined call says so to the customer, and rings no more", async () => {
  await browser.press("Choose somebody");
  await office.available();
  await dial(browser);
  await window.press("Decline");
  await browser.seeText("Naphat cannot talk now");
  await ringsNoMore(window);
  assert.equal((await office.lastCall()).status, "DECLINED");
});
