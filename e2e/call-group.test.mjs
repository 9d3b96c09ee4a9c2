// Colleagues whom customers call together: an administrator decides who, it rings at all of theirs, one answers.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { people, picture } from "./leadline.mjs";
import { answerTogether, bothHear, dial, hearTheRoom, ringsNoMore, startOffice, theOneThatTalks } from "./office.mjs";

const GROUP = "ฝ่ายขายโซลาร์";
const ADMIN = "กัญญา วงศ์สวัสดิ์";
const RING = "/ring.html";

let office, desk, chief, browser;

before(async () => {
  office = await startOffice("call-group");
  desk = await office.openDesk("desk");
  chief = await office.openDesk("chief", {}, people.admin);
  browser = await office.openCustomer();
  office.speak();
});

beforeEach(async () => {
  await browser.open(`${office.server.url}/portal/`);
  await browser.run(hearTheRoom);
});

after(() => office?.end());

const call = () => dial(browser, GROUP);

test("an administrator puts colleagues together, and customers can call them", async () => {
  await chief.run(() => void (location.hash = "#/settings?part=calls"));
  await chief.press("New group");
  await chief.press("Save");
  await chief.seeText("Give the group a name.");
  await chief.fill("[role=dialog] input[type=text], [role=dialog] input:not([type])", GROUP);
  await chief.press("Naphat Srisuk");
  await chief.press(ADMIN);
  await picture(chief, "call-group-dialog");
  await chief.press("Save");
  await chief.seeText(`Naphat Srisuk, ${ADMIN}`);
  await picture(chief, "call-group-settings");
  await browser.open(`${office.server.url}/portal/`);
  await browser.seeText("Rings at 2 people.");
  await picture(browser, "call-group-portal");
});

test("it rings at all of theirs, one declines, and the other talks to the customer", async () => {
  await call();
  for (const window of [desk, chief]) {
    await window.inWindow(RING, () => window.seeText(`for ${GROUP}`));
  }
  await desk.inWindow(RING, () => picture(desk, "call-group-ring"));
  await chief.press("Decline");
  await ringsNoMore(chief);
  await browser.seeText(`Ringing ${GROUP}`);
  await desk.press("Answer");
  await bothHear(office, browser);
  await browser.seeText("Naphat Srisuk");
  await desk.press("End");
  await browser.seeText("The call is over");
  await desk.press("Skip");
  const { endReason, group } = await office.lastCall();
  assert.deepEqual([endReason, group.name], ["completed", GROUP]);
});

test("whoever was too slow is told who answered", async () => {
  await office.available();
  await call();
  await chief.seeText("Answer");
  await desk.inWindow(RING, async () => {
    await desk.seeText(`for ${GROUP}`);
    await chief.press("Answer");
    await desk.seeText(`${ADMIN} answered.`);
    await picture(desk, "call-group-elsewhere");
  });
  await browser.see("[role=timer]");
  await chief.press("End");
  await browser.seeText("The call is over");
});

test("of two who answer at the same moment one talks, and the other is told who it is", async () => {
  await office.available();
  await call();
  await Promise.all([desk, chief].map((window) => window.seeText("Answer")));
  await answerTogether([desk, chief]);
  const winner = await theOneThatTalks([desk, chief]);
  const [loser, name] = winner === desk ? [chief, "Naphat Srisuk"] : [desk, ADMIN];
  await loser.inWindow(RING, () => loser.seeText(`${name} answered.`));
  await browser.see("[role=timer]");
  await browser.seeText(name);
  await winner.press("End");
  await browser.seeText("The call is over");
  await winner.press("Skip");
  assert.equal((await office.lastCall()).endReason, "completed");
});

test("when all of them decline the customer is told so of the group", async () => {
  await office.available();
  await call();
  await desk.press("Decline");
  await chief.press("Decline");
  await browser.seeText(`${GROUP} cannot talk now`);
});

test("whoever talks passes a second call on, and a colleague of the group has it", async () => {
  const mali = await office.openCustomer({ name: "Mali Saelim" });
  await office.available();
  await dial(browser);
  await desk.press("Answer");
  await bothHear(office, browser);
  await dial(mali);
  await desk.inWindow(RING, async () => {
    await desk.seeText(`${GROUP} is next in line.`);
    await picture(desk, "call-group-pass-on");
    await desk.press("Pass on");
  });
  await mali.seeText(`Ringing ${GROUP}`);
  await ringsNoMore(desk);
  await chief.press("Answer");
  await mali.see("[role=timer]");
  await bothHear(office, browser);
  await chief.press("End");
  await mali.seeText("The call is over");
  await desk.press("End");
  await browser.seeText("The call is over");
});
