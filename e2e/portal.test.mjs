// A customer in an ordinary browser and an agent call each other over a real server and a real media server.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { picture, startServer } from "./leadline.mjs";
import { openBrowser } from "./portal-browser.mjs";
import { agentOnline, invite, openPortal } from "./portal-people.mjs";
import { until } from "./webdriver.mjs";

const CALL_VOICE = "[aria-label='Voice call with Naphat Srisuk']";
const CALL_VIDEO = "[aria-label='Video call with Naphat Srisuk']";

let server, agent;
const browsers = [];

before(async () => {
  server = await startServer("portal", 50);
  agent = await agentOnline(server);
});

afterEach(async () => {
  await agent.hangUpAll();
  await agent.leaveRoom();
  await agent.available();
  await agent.forget();
  for (const browser of browsers.splice(0)) await browser.close();
});

after(async () => {
  await agent?.close();
  await server?.stop();
});

/** A customer at the portal; closed after the test. */
async function customer(options) {
  const browser = await openPortal(server, options);
  browsers.push(browser);
  return browser;
}

/** From the people to the ringing telephone. */
async function dial(browser, button = CALL_VOICE) {
  await browser.click(button);
  await browser.press("Call now");
  await browser.seeText("Ringing Naphat");
  return agent.call("ringing");
}

test("an invitation signs a browser in once, and says so the second time", async () => {
  const link = await invite(server, "Anong Phromma");
  const first = await openBrowser();
  browsers.push(first);
  await first.open(link);
  await first.seeText("You are invited to talk to us");
  await first.press("Open the page");
  await first.seeText("Hello Anong");
  assert.doesNotMatch(await first.run(() => location.href), /\/in\//, "the code stays in the address");
  await first.open(`${server.url}/portal/`);
  await first.seeText("Hello Anong");

  const second = await openBrowser();
  browsers.push(second);
  await second.open(link);
  await second.press("Open the page");
  await second.seeText("This link no longer works");
});

test("customer and agent hear and see each other, and the customer hangs up", async () => {
  const browser = await customer();
  await browser.click(CALL_VIDEO);
  await browser.seeText("We hear you");
  await picture(browser, "portal-check");
  await browser.press("Call now");
  const call = await agent.call("ringing");
  assert.equal(call.caller.name, "Daniel Mercer");
  await agent.accept(call, { camera: true });
  await browser.see("[role=timer]");
  await until("the agent hears and sees the customer", async () => {
    const { audio, video } = await agent.received();
    return audio > 0.001 && video > 5;
  });
  await until("the customer sees the agent", () => browser.run(() =>
    [...document.querySelectorAll("video")].filter((video) => video.videoWidth > 0 && video.currentTime > 0.5).length === 2));
  await picture(browser, "portal-talk");

  await browser.press("Mute");
  await until("the agent's side knows of the muting", async () => (await agent.received()).muted === true);
  await browser.press("Unmute");
  await until("and of its end", async () => (await agent.received()).muted === false);

  await browser.press("End");
  await browser.seeText("The call is over");
  const over = await agent.look(call);
  assert.equal(over.endReason, "completed");
  await browser.press("Choose somebody");
  await browser.seeText("Your last talks");
  await browser.seeText("Video call with Naphat Srisuk");
});

test("the agent hangs up, and the customer is told how long they talked", async () => {
  const browser = await customer();
  const call = await dial(browser);
  await agent.accept(call);
  await browser.see("[role=timer]");
  await until("the agent hears the customer", async () => (await agent.received()).audio > 0.001);
  await agent.hangUp(call);
  await browser.seeText("The call is over");
  await browser.seeText("You talked for");
});

test("a declined call says what to do next", async () => {
  const browser = await customer();
  const call = await dial(browser);
  await agent.decline(call);
  await browser.seeText("Naphat cannot talk now");
  await browser.seeText("Try somebody else, or call again later.");
  await picture(browser, "portal-declined");
});

test("a call that nobody answers ends by itself", async () => {
  const browser = await customer();
  const call = await dial(browser);
  await browser.seeText("Naphat did not answer", 60);
  assert.equal((await agent.look(call)).endReason, "missed");
});

test("a refused microphone rings nobody and says how to allow it", async () => {
  const browser = await customer({ microphone: false });
  await browser.click(CALL_VOICE);
  await browser.seeText("The microphone is not allowed");
  await browser.seeText("Nobody has been called.");
  await picture(browser, "portal-refused");
  await browser.press("Try again");
  await browser.seeText("The microphone is not allowed");
  assert.deepEqual(await agent.calls(), []);
});

test("a refused camera still lets them talk", async () => {
  const browser = await customer({ camera: false });
  await browser.click(CALL_VIDEO);
  await browser.seeText("The camera is not allowed. The call works without it.");
  await browser.press("Call now");
  const call = await agent.call("ringing");
  await agent.accept(call);
  await browser.see("[role=timer]");
  await browser.press("End");
  await browser.seeText("The call is over");
});

test("a customer who closes the tab stops the ringing", async () => {
  const browser = await customer();
  const call = await dial(browser);
  await browser.closeTab();
  await until("the call was called off", async () => (await agent.look(call)).endReason === "cancelled", 5);
});

test("a customer who gives up stops the ringing", async () => {
  const browser = await customer();
  const call = await dial(browser);
  await browser.press("Cancel");
  await browser.see(CALL_VOICE);
  await until("the call was called off", async () => (await agent.look(call)).endReason === "cancelled", 5);
});

test("an agent on another call is shown so, and a call that crosses it waits", async () => {
  const [one, other] = [await customer(), await customer()];
  await other.click(CALL_VOICE);
  const call = await dial(one);
  await agent.accept(call);
  await one.see("[role=timer]");
  await other.press("Call now");
  await other.seeText("sees that you are waiting");
  await other.press("Cancel");
  await other.seeText("On another call. You can wait.");
  await one.press("End");
  await other.seeText("Free in a moment");
  await agent.available();
  await other.see(CALL_VOICE);
});

test("the portal rings while it is open, and the customer answers", async () => {
  const browser = await customer();
  const id = await browser.run(() => JSON.parse(localStorage.getItem("leadline-portal-session")).customerId);
  const call = await agent.callCustomer(id);
  await browser.seeText("Naphat Srisuk is calling");
  assert.equal(await browser.run(() => document.title), "Naphat Srisuk is calling");
  await picture(browser, "portal-rings");
  await browser.press("Answer");
  await browser.see("[role=timer]");
  await until("the agent hears the customer", async () => (await agent.received()).audio > 0.001);
  await browser.press("End");
  await browser.seeText("The call is over");
  assert.equal((await agent.look(call)).endReason, "completed");
});

test("a customer who declines is not asked again", async () => {
  const browser = await customer();
  const id = await browser.run(() => JSON.parse(localStorage.getItem("leadline-portal-session")).customerId);
  const call = await agent.callCustomer(id);
  await browser.press("Decline");
  await browser.see(CALL_VOICE);
  assert.equal((await agent.look(call)).endReason, "declined");
});

test("when nobody is free a message is left, and the agent finds it as something to be done", async () => {
  await agent.unavailable();
  const browser = await customer();
  await browser.seeText("Nobody is free right now");
  await browser.fill("textarea", "Please call about the battery, after five.");
  await browser.press("Send the message");
  await browser.seeText("We have your message");
  const { records } = await agent.asks("GET", "/api/activities?limit=5");
  const left = records.find((activity) => activity.body === "Please call about the battery, after five.");
  assert.equal(left?.status, "open");
});
