// What may happen to a customer's microphone in the middle of a call.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { picture, startServer } from "./leadline.mjs";
import { agentOnline, openPortal } from "./portal-people.mjs";
import { until } from "./webdriver.mjs";

const GONE = "No microphone was found. Plug one in; the call goes on with it.";

let server, agent, browser;

before(async () => {
  server = await startServer("portal-devices", 50);
  agent = await agentOnline(server);
  browser = await openPortal(server);
  await browser.run(keepMicrophones);
});

after(async () => {
  await browser?.close();
  await agent?.close();
  await server?.stop();
});

/** Runs in the page: knows which microphones were opened. A virtual one cannot be unplugged, only another taken. */
function keepMicrophones() {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  window.microphones = [];
  mediaDevices.getUserMedia = async (wish) => {
    if (window.unplugged) throw new DOMException("", "NotFoundError");
    const stream = await open(wish);
    window.microphones.push(...stream.getAudioTracks());
    return stream;
  };
}

/** Runs in the page: the microphone in use ends as browsers end it, and there is no other. */
function unplug() {
  window.unplugged = true;
  for (const track of window.microphones.splice(0).filter(({ readyState }) => readyState === "live")) {
    track.stop();
    track.dispatchEvent(new Event("ended"));
  }
}

/** Runs in the page: the browser says that there is another device. */
function plug() {
  window.unplugged = false;
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
}

/** Waits until more comes of the customer's voice. */
async function heard() {
  const before = (await agent.received()).audio;
  await until("the agent hears the customer", async () => (await agent.received()).audio > before);
}

test("a microphone that is unplugged is said, and with one again the customer is heard again", async () => {
  await browser.click("[aria-label='Voice call with Naphat Srisuk']");
  await browser.press("Call now");
  await agent.accept(await agent.call("ringing"));
  await browser.see("[role=timer]");
  await heard();
  await browser.run(unplug);
  await browser.seeText(GONE);
  await picture(browser, "portal-devices-unplugged");
  await until("the agent sees that nothing comes", async () => (await agent.received()).muted);
  await browser.run(plug);
  await heard();
  await browser.seeNoText(GONE);
  assert.equal((await agent.received()).muted, false);
});

test("whoever had muted stays muted when a microphone is plugged in", async () => {
  await browser.press("Mute");
  await browser.run(unplug);
  await browser.press("Unmute");
  await browser.seeText(GONE);
  await browser.press("Mute");
  await browser.seeText("You are muted");
  await browser.run(plug);
  await browser.seeText("You are muted");
  assert.equal((await agent.received()).muted, true);
  await browser.press("Unmute");
  await heard();
  await browser.press("End");
  await browser.seeText("The call is over");
});
