// Rings that do not simply end in a talk: nobody there, three computers, one of them asleep, two calls, second thoughts.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { appProcess, people, picture, signIn } from "./leadline.mjs";
import { answerTogether, dial, ringsNoMore, startOffice, theOneThatTalks, toCheck } from "./office.mjs";
import { until } from "./webdriver.mjs";

const RING = "/ring.html";

let office, desk, laptop, tablet, desks, browser;

before(async () => {
  office = await startOffice("call-rings");
  const admin = await signIn(office.server, people.admin);
  const settings = await admin("GET", "/api/voip/settings");
  // The shortest ring that an organisation may have; a second call to somebody who talks does not wait.
  await admin("PUT", "/api/voip/settings", { ...settings, ringSeconds: 15, callWaiting: false });
  desks = [];
  for (const name of ["desk", "laptop", "tablet"]) desks.push(await office.openDesk(name));
  [desk, laptop, tablet] = desks;
  browser = await office.openCustomer();
});

afterEach(async () => {
  await browser.open(`${office.server.url}/portal/`);
  await office.available();
});

after(() => office?.end());

const allRing = () => Promise.all(desks.map((window) => window.seeText("Answer")));
const allQuiet = () => Promise.all(desks.map(ringsNoMore));
/** How many calls are listed as missed. */
const missed = (window) => window.run(() => document.querySelectorAll("li[data-way=missed]").length);
const hangUp = async (window) => {
  await browser.see("[role=timer]");
  await window.press("End");
  await browser.seeText("The call is over");
  await window.press("Skip");
};

test("a call that nobody answers ends by itself on all three computers and is found among the missed", async () => {
  await dial(browser);
  await allRing();
  await browser.seeText("Naphat did not answer");
  await allQuiet();
  assert.equal((await office.lastCall()).endReason, "missed");
  await desk.press("Calls");
  await desk.seeText("Missed");
});

test("answered on one computer, the others stop ringing and say so", async () => {
  await dial(browser);
  await allRing();
  await desk.press("Answer");
  await laptop.inWindow(RING, async () => {
    await laptop.seeText("Somebody answered on another device.");
    await picture(laptop, "call-rings-answered-elsewhere");
  });
  await Promise.all([laptop, tablet].map(ringsNoMore));
  await hangUp(desk);
});

test("answered on all at once, one has the call and the others are told", async () => {
  await dial(browser);
  await allRing();
  await answerTogether(desks);
  const winner = await theOneThatTalks(desks);
  for (const loser of desks.filter((window) => window !== winner)) {
    await loser.inWindow(RING, () => loser.seeText("Somebody answered on another device."));
  }
  await hangUp(winner);
  assert.equal((await office.lastCall()).endReason, "completed");
});

test("a computer that sleeps while it rings rings no more when it wakes, and has the call among the missed", async () => {
  await laptop.press("Calls");
  const before = await until("the missed one of before is listed", () => missed(laptop));
  await dial(browser);
  await allRing();
  const asleep = appProcess(laptop.data);
  process.kill(asleep, "SIGSTOP");
  try {
    await browser.seeText("Naphat did not answer");
    await Promise.all([desk, tablet].map(ringsNoMore));
  } finally {
    process.kill(asleep, "SIGCONT");
  }
  await ringsNoMore(laptop);
  await until("it is among the missed", async () => (await missed(laptop)) === before + 1);
  await picture(laptop, "call-rings-slept");
});

test("declined in the small window, it rings nowhere and the customer is told", async () => {
  await dial(browser);
  await allRing();
  await laptop.inWindow(RING, () => laptop.press("Decline"));
  await browser.seeText("Naphat cannot talk now");
  await allQuiet();
  assert.equal((await office.lastCall()).endReason, "declined");
});

test("a customer who thinks better of it stops the ringing", async () => {
  await dial(browser);
  await allRing();
  await browser.press("Cancel");
  await allQuiet();
  assert.equal((await office.lastCall()).endReason, "cancelled");
});

test("a customer who closes the page while it rings stops the ringing", async () => {
  await dial(browser);
  await allRing();
  await browser.closeTab();
  await allQuiet();
  assert.equal((await office.lastCall()).endReason, "cancelled");
});

test("where no call waits one is not rung in a call, and whoever calls is told", async () => {
  const other = await office.openCustomer({ name: "Mali Saelim" });
  await toCheck(other);
  await dial(browser);
  await desk.press("Answer");
  await browser.see("[role=timer]");
  await other.press("Call now");
  await other.seeText("Naphat is on another call");
  await desk.seeText("Daniel Mercer");
  assert.equal(await desk.run(() => document.body.innerText.includes("Mali")), false, "the second call rang");
  await desk.press("End");
  await desk.seeText("How did it go?");

  await office.available();
  await other.press("Choose somebody");
  await dial(other);
  await desk.seeText("Mali Saelim");
  const [bar, card] = await desk.run(() => ["[role=alert]", "[aria-labelledby=wrap-up-title]"].map((selector) => {
    const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
    return { top, bottom };
  }));
  assert.ok(card.top >= bar.bottom, "the card lies over the ring");
  await picture(desk, "call-rings-during-wrap-up");
  await other.press("Cancel");
  await ringsNoMore(desk);
  await desk.press("Skip");
});
