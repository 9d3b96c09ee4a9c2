// An incoming call as the desktop's own notification, shown by a real daemon for notifications.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startNotificationBus } from "./computer.mjs";
import { screenPicture } from "./leadline.mjs";
import { dial, startOffice } from "./office.mjs";
import { until } from "./webdriver.mjs";

const CANNOT = "the notification of a call cannot be shown";

let office, notifications, desk, browser;

before(async () => {
  office = await startOffice("call-notification");
  notifications = await startNotificationBus("call-notification");
  desk = await office.openDesk("desk", notifications.environment);
  browser = await office.openCustomer();
});

after(async () => {
  await office?.end();
  await notifications?.end();
});

const shows = (count) => until(`${count} notifications`, () => notifications.shown() === count);
const log = () => {
  const folder = join(desk.data, "logs");
  return readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8")).join("");
};

test("where no notifications are shown the window rings, and it is tried once", async () => {
  await dial(browser);
  await desk.seeText("Answer");
  // This changes the state of calls while it rings.
  await desk.inWindow("/ring.html", () => desk.click("[aria-label='Stop the sound']"));
  await desk.inWindow("/ring.html", () => desk.see("[aria-label='The sound is off']"));
  await desk.press("Decline");
  await browser.seeText("Naphat cannot talk now");
  await until("the log has it", () => log().includes(CANNOT));
  assert.equal(log().split(CANNOT).length - 1, 1);
});

test("a ring is shown with who calls, and declined by its button", async () => {
  await notifications.putDaemon();
  await office.available();
  await browser.press("Choose somebody");
  await dial(browser);
  await shows(1);
  await screenPicture("call-notification");
  await notifications.press("Decline");
  await browser.seeText("Naphat cannot talk now");
  await shows(0);
  for (const word of ["Answer", "Decline", "Daniel Mercer is calling"]) assert.ok(notifications.offered().includes(word), word);
});

test("a ring that is answered elsewhere takes its notification away", async () => {
  const laptop = await office.openDesk("laptop");
  await browser.press("Choose somebody");
  await dial(browser);
  await shows(1);
  await laptop.press("Answer");
  await browser.see("[role=timer]");
  await shows(0);
  await laptop.press("End");
  await browser.seeText("The call is over");
});

test("a ring is answered by the button of its notification", async () => {
  await office.available();
  await browser.press("Choose somebody");
  await dial(browser);
  await shows(1);
  await notifications.press("Answer");
  await desk.see("[role=timer]");
  await browser.see("[role=timer]");
  await shows(0);
});

test("an app that ends while it rings takes its notification away", async () => {
  await desk.press("End");
  await browser.seeText("The call is over");
  await office.available();
  await browser.press("Choose somebody");
  await dial(browser);
  await shows(1);
  // The window may be gone before it has answered.
  await desk.keys("Control+q").catch(() => undefined);
  await shows(0);
  await browser.press("Cancel");
});
