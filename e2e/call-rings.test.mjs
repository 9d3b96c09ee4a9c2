// Rings that do not simply end in a talk: nobody there, two computers, two calls, second thoughts.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { people, picture, signIn } from "./leadline.mjs";
import { dial, ringsNoMore, startOffice, toCheck } from "./office.mjs";
import { until } from "./webdriver.mjs";

const RING = "/ring.html";

let office, desk, laptop, browser;

before(async () => {
  office = await startOffice("call-rings");
  const admin = await signIn(office.server, people.admin);
  const settings = await admin("GET", "/api/voip/settings");
  // The shortest ring that an organisation may have; a second call to somebody who talks does not wait.
  await admin("PUT", "/api/voip/settings", { ...settings, ringSeconds: 15, callWaiting: false });
  [desk, laptop] = [await office.openDesk("desk"), await office.openDesk("laptop")];
  browser = await office.openCustomer();
});

afterEach(async () => {
  await browser.open(`${office.server.url}/portal/`);
  await office.available();
});

after(() => office?.end());

const bothRing = () => Promise.all([desk, laptop].map((window) => window.seeText("Answer")));
const hangUp = async (window) => {
  await browser.see("[role=timer]");
  await window.press("End");
  await browser.seeText("The call is over");
  await window.press("Skip");
};

test("a call that nobody answers ends by itself on both computers and is found among the missed", async () => {
  await dial(browser);
  await bothRing();
  await browser.seeText("Naphat did not answer");
  await Promise.all([desk, laptop].map(ringsNoMore));
  assert.equal((await office.lastCall()).endReason, "missed");
  await desk.press("Calls");
  await desk.seeText("Missed");
});

test("answered on one computer, the other stops ringing and says so", async () => {
  await dial(browser);
  await bothRing();
  await desk.press("Answer");
  await laptop.inWindow(RING, async () => {
    await laptop.seeText("Somebody answered on another device.");
    await picture(laptop, "call-rings-answered-elsewhere");
  });
  await ringsNoMore(laptop);
  await hangUp(desk);
});

test("answered on both at once, one has the call and the other is told", async () => {
  await dial(browser);
  await bothRing();
  // Both are pressed at an agreed moment: whoever is asked second would find that it rings no more.
  const at = Date.now() + 1_000;
  await Promise.all([desk, laptop].map((window) => window.run((moment) => {
    const answer = [...document.querySelectorAll("button")].find((button) => button.innerText.startsWith("Answer"));
    setTimeout(() => answer.click(), moment - Date.now());
  }, at)));
  // Both have answered for a moment; only one comes to talk.
  const has = async (window) => (await window.find("[data-going=talking]")) !== undefined;
  const loser = await until("one has the call", async () => {
    const [atDesk, atLaptop] = [await has(desk), await has(laptop)];
    return atDesk !== atLaptop && (atDesk ? laptop : desk);
  });
  await loser.inWindow(RING, () => loser.seeText("Somebody answered on another device."));
  await browser.see("[role=timer]");
  await hangUp(loser === desk ? laptop : desk);
  assert.equal((await office.lastCall()).endReason, "completed");
});

test("declined in the small window, it rings nowhere and the customer is told", async () => {
  await dial(browser);
  await bothRing();
  await laptop.inWindow(RING, () => laptop.press("Decline"));
  await browser.seeText("Naphat cannot talk now");
  await Promise.all([desk, laptop].map(ringsNoMore));
  assert.equal((await office.lastCall()).endReason, "declined");
});

test("a customer who thinks better of it stops the ringing", async () => {
  await dial(browser);
  await bothRing();
  await browser.press("Cancel");
  await Promise.all([desk, laptop].map(ringsNoMore));
  assert.equal((await office.lastCall()).endReason, "cancelled");
});

test("a customer who closes the page while it rings stops the ringing", async () => {
  await dial(browser);
  await bothRing();
  await browser.closeTab();
  await Promise.all([desk, laptop].map(ringsNoMore));
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
