// A second customer calls while the agent talks with the first.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { picture } from "./leadline.mjs";
import { agentIsSilent, bothHear, dial, hearTheRoom, startOffice } from "./office.mjs";

const RING = "/ring.html";

let office, desk, daniel, mali;

before(async () => {
  office = await startOffice("call-second");
  desk = await office.openDesk("desk");
  daniel = await office.openCustomer();
  mali = await office.openCustomer({ name: "Mali Saelim" });
  office.speak();
});

beforeEach(async () => {
  for (const browser of [daniel, mali]) {
    await browser.open(`${office.server.url}/portal/`);
    await browser.run(hearTheRoom);
  }
  await office.available();
  await dial(daniel);
  await desk.press("Answer");
  await bothHear(office, daniel);
});

after(() => office?.end());

test("the first waits and hears nothing while the second is talked to, and is come back to", async () => {
  await mali.seeText("On another call. You can wait.");
  await dial(mali);
  await mali.seeText("sees that you are waiting");
  await desk.inWindow(RING, async () => {
    await desk.seeText("You are on a call");
    await desk.seeText("No sound while you talk.");
    await picture(desk, "call-second-ring");
  });
  await desk.press("Hold and answer");
  await bothHear(office, mali);
  await agentIsSilent(daniel);
  await daniel.seeText("has put you on hold for a moment");
  await picture(desk, "call-second-waiting");

  await desk.press("Back to this call");
  await bothHear(office, daniel);
  await agentIsSilent(mali);
  await mali.seeText("has put you on hold for a moment");
  await mali.press("End");
  await mali.seeText("The call is over");
  await bothHear(office, daniel);
  await daniel.press("End");
  // Both are to be written down, the one that began last first.
  await desk.seeText("How did it go?");
  await desk.press("Skip");
  await desk.seeText("Daniel Mercer");
  await desk.press("Skip");
  await desk.seeNoText("How did it go?");
  assert.equal((await office.lastCall()).endReason, "completed");
});

test("a second call that is declined is over, and the first goes on", async () => {
  await dial(mali);
  await desk.press("Decline");
  await mali.seeNoText("sees that you are waiting");
  await bothHear(office, daniel);
  await desk.press("End");
  await desk.press("Skip");
});
