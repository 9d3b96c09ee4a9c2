// Networks that let nothing but the relay through: a browser calls by LiveKit's embedded TURN server alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { place } from "./leadline.mjs";
import { browserInRoom, servePage, startLiveKit } from "./livekit.mjs";
import { toneFile } from "./sound.mjs";
import { until } from "./webdriver.mjs";

const HUMS = { office: 440, customer: 660 };
const browsers = [];
let livekit, page;

before(async () => {
  livekit = await startLiveKit({ relay: true });
  page = await servePage();
});

after(async () => {
  for (const browser of browsers) await browser.close();
  page?.close();
  await livekit?.stop();
});

async function enter(identity, relayOnly) {
  const voice = join(await place("relay"), `${identity}.wav`);
  await toneFile(voice, HUMS[identity]);
  const browser = await browserInRoom(page, livekit, { room: "relay", identity, voice, relayOnly });
  browsers.push(browser);
  return browser;
}

test("a browser behind a closed network and one on an open one hear each other through the relay", async () => {
  const office = await enter("office", false);
  const customer = await enter("customer", true);
  await until("the office hears the customer", () => office.hears(HUMS.customer));
  await until("the customer hears the office", () => customer.hears(HUMS.office));
  assert.deepEqual(await customer.roads(), ["relay"]);
});
