// What may break under a running call: the page, the network, the server, the media server. The call goes on where it
// can, and says what happened where it cannot.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { appProcess, coloursOnTheScreen, pageProcess, picture, screenPicture } from "./leadline.mjs";
import { agentIsSilent, bothHear, dial, hearTheRoom, startOffice, toCheck } from "./office.mjs";
import { until } from "./webdriver.mjs";

let office, desk, browser;

before(async () => {
  office = await startOffice("call-cuts");
  desk = await office.openDesk("desk");
  office.speak();
  browser = await office.openCustomer();
});

after(() => office?.end());

/** From the ring until both talk. */
async function talk() {
  await office.available();
  await dial(browser);
  await desk.press("Answer");
  await bothHear(office, browser);
}

/** Nothing passes between either side and the room, nor between the app and the server, for so many seconds. */
async function cutFor(seconds, meanwhile) {
  const passed = new Promise((done) => setTimeout(done, seconds * 1000));
  office.media.standStill();
  desk.cable.pull();
  await meanwhile();
  await passed;
  desk.cable.plug();
  office.media.goOn();
}

/** Seconds on the clock of the call. */
async function clock() {
  const [minutes, seconds] = (await desk.textOf("[role=timer]")).split(":").map(Number);
  return minutes * 60 + seconds;
}

test("a network that is away for 8 s is waited for: it is said, and clock and muting are kept", async () => {
  await talk();
  await desk.press("Mute");
  await agentIsSilent(browser);
  const before = await clock();
  await cutFor(8, async () => {
    await desk.seeText("Reconnecting");
    await picture(desk, "call-cuts-reconnecting");
  });
  await desk.seeNoText("Reconnecting");
  await desk.seeText("Unmute");
  assert.ok((await clock()) >= before + 8, "the clock was set back");
  await agentIsSilent(browser);
  await desk.press("Unmute");
  await bothHear(office, browser);
});

test("the server ends and starts again, and the call goes on until somebody hangs up", async () => {
  await office.server.stop();
  await bothHear(office, browser);
  await office.server.startAgain();
  await bothHear(office, browser);
  await desk.press("End");
  await browser.seeText("The call is over");
  await desk.press("Skip");
  assert.equal((await office.lastCall()).endReason, "completed");
});

test("a network that is away for 45 s ends the call as lost, which is said and written down", async () => {
  await browser.press("Choose somebody");
  await talk();
  await cutFor(45, async () => {
    await desk.seeText("Reconnecting");
    await desk.seeText("The line was lost", 60);
    await desk.seeText("How did it go?");
    await picture(desk, "call-cuts-lost");
  });
  await browser.seeText("The line was lost", 60);
  await desk.press("Skip");
  // It finds both sides away from the room, and gives them half a minute.
  await until("the server has it as lost", async () => (await office.lastCall()).endReason === "dropped", 120);
});

test("a media server that breaks down and comes back is waited for, and both go on talking", async () => {
  await browser.press("Choose somebody");
  await talk();
  await office.media.end();
  await desk.seeText("Reconnecting");
  await browser.seeText("Connecting again");
  await office.media.startAgain();
  await desk.seeNoText("Reconnecting", 60);
  await bothHear(office, browser);
  await desk.press("End");
  await browser.seeText("The call is over");
  await desk.press("Skip");
  assert.equal((await office.lastCall()).endReason, "completed");
});

test("a media server that is away when somebody answers leaves a call that did not connect", async () => {
  await browser.press("Choose somebody");
  await office.available();
  await dial(browser);
  await desk.seeText("Answer");
  await office.media.end();
  await desk.press("Answer");
  await desk.seeText("Voice and video cannot be reached from here");
  await desk.seeText("The call did not connect");
  await picture(desk, "call-cuts-not-connected");
  await browser.seeText("The call did not connect");
  await until("the server has it as not connected", async () => (await office.lastCall()).endReason === "connect_failed");
});

test("while the media server is away nobody is rung, and the customer is told", async () => {
  await browser.press("Choose somebody");
  await office.available();
  await toCheck(browser);
  await browser.press("Call now");
  await browser.seeText("Calls do not work at the moment");
  await desk.seeNoText("Decline");
});

test("a page whose process breaks down comes back, and the call goes on meanwhile", async () => {
  await office.media.startAgain();
  await browser.open(`${office.server.url}/portal/`);
  await browser.run(hearTheRoom);
  await talk();
  const app = appProcess(desk.data);
  const page = pageProcess(app);
  process.kill(page, "SIGKILL");
  await until("another process draws the page", () => ![undefined, page].includes(pageProcess(app)));
  await until("something is drawn", () => coloursOnTheScreen() > 100);
  await bothHear(office, browser);
  await screenPicture("call-cuts-page-came-back");
  await browser.press("End");
  await browser.seeText("The call is over");
  // The driver lost the window with its page.
  process.kill(app, "SIGKILL");
});
