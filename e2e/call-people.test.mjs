// A colleague is asked into a call: to be consulted while the customer waits, to take it over, to join it.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { people, picture } from "./leadline.mjs";
import { agentIsSilent, bothHear, dial, hearTheRoom, ringsNoMore, startOffice } from "./office.mjs";
import { until } from "./webdriver.mjs";

const COLLEAGUE = "Prasert Thongchai";

let office, desk, colleague, browser;

before(async () => {
  office = await startOffice("call-people");
  desk = await office.openDesk("desk");
  colleague = await office.openDesk("colleague", {}, people.manager);
  browser = await office.openCustomer();
  office.speak();
});

beforeEach(async () => {
  await browser.open(`${office.server.url}/portal/`);
  await browser.run(hearTheRoom);
  await office.available();
  await dial(browser);
  await desk.press("Answer");
  await bothHear(office, browser);
});

after(() => office?.end());

/** From the call to the colleague's ring. */
async function ask(purpose, button) {
  await desk.press("Transfer or add");
  await desk.press(purpose);
  await desk.press(`${button}: ${COLLEAGUE}`);
  await colleague.seeText("Naphat Srisuk asks you in");
}

test("a colleague is consulted while the customer hears nothing, and takes the call over", async () => {
  await ask("Ask first", "Ask");
  await desk.seeText(`Ringing ${COLLEAGUE}`);
  await picture(colleague, "call-people-asked");
  await colleague.press("Answer");
  await desk.seeText("waits and hears neither of you");
  await browser.seeText("is asking a colleague");
  await agentIsSilent(browser);
  await picture(desk, "call-people-consulting");
  await desk.press("Hand over");
  await desk.seeText("How did it go?");
  await bothHear(office, browser);
  await browser.seeText(COLLEAGUE);
  await desk.press("Skip");
  await colleague.press("End");
  await browser.seeText("The call is over");
  await colleague.press("Skip");
  assert.equal((await office.lastCall()).endReason, "completed");
});

test("a call that is handed over and declined rings back, and goes on", async () => {
  await ask("Transfer now", "Transfer");
  await browser.seeText("Connecting you to");
  await picture(colleague, "call-people-handed-over");
  await colleague.press("Decline");
  await desk.seeText("Daniel Mercer");
  await desk.press("Answer");
  await bothHear(office, browser);
  await desk.press("End");
  await browser.seeText("The call is over");
  await desk.press("Skip");
});

test("a colleague joins, all three hear each other, and two go on when one leaves", async () => {
  await ask("Add to the call", "Add");
  await colleague.press("Answer");
  await desk.seeText("With ");
  await colleague.seeText("With ");
  await picture(desk, "call-people-three");
  await until("the customer sees both", async () => (await browser.run(() => document.querySelectorAll("main li").length)) === 2);
  await picture(browser, "call-people-three-portal");
  await bothHear(office, browser);
  await desk.press("End");
  await desk.press("Skip");
  await bothHear(office, browser);
  await browser.press("End");
  await ringsNoMore(colleague);
  await colleague.press("Skip");
  await until("the server has it as talked", async () => (await office.lastCall()).endReason === "completed");
});
