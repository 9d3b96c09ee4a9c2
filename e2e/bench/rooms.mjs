// The reference for the goals of calls: two Chromium pages in a room of the same LiveKit. Prints JSON lines for C2 (joining
// to first sound), C4 (processor) and C5 (memory): node rooms.mjs LEADS [NAME ...]; the first word is for others.
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { place } from "../leadline.mjs";
import { browserInRoom, roomToken, servePage, startLiveKit } from "../livekit.mjs";
import { toneFile } from "../sound.mjs";
import { until } from "../webdriver.mjs";
import { family, memory, percentiles, tell } from "./figures.mjs";

const named = process.argv.slice(3);
const wanted = (name) => named.length === 0 || named.includes(name);
const HUM = 440;
const JOINS = 15;
const TALK_MS = 20_000;

/** Runs in the page: joins once more and tells the milliseconds to the first sound. */
async function joinToFirstSound({ url, token }) {
  const { Room, RoomEvent } = window.LivekitClient;
  const room = new Room();
  const context = new AudioContext();
  const begun = performance.now();
  const heard = new Promise((done) => {
    room.on(RoomEvent.TrackSubscribed, (track) => {
      track.attach();
      const ear = new AnalyserNode(context, { fftSize: 256 });
      context.createMediaStreamSource(new MediaStream([track.mediaStreamTrack])).connect(ear);
      const samples = new Float32Array(ear.fftSize);
      const look = setInterval(() => {
        ear.getFloatTimeDomainData(samples);
        if (!samples.some((sample) => Math.abs(sample) > 0.02)) return;
        clearInterval(look);
        done(performance.now() - begun);
      }, 1);
    });
  });
  await room.connect(url, token);
  const took = await heard;
  await room.disconnect();
  await context.close();
  return took;
}

/** Seconds of processor that a process and all that came from it have used. */
function processor(pid) {
  const ticks = family(pid).map((each) => {
    const fields = readFileSync(`/proc/${each}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / 100;
}

const voice = join(await place("bench-rooms"), "hum.wav");
await toneFile(voice, HUM, { steady: true });
const livekit = await startLiveKit();
const page = await servePage();
const enter = (identity) => browserInRoom(page, livekit, { room: "talk", identity, voice });
const agent = await enter("agent");
const customer = await enter("customer");
const load = () => Math.round(loadavg()[0] * 10) / 10;
try {
  await until("they hear each other", async () => (await agent.hears(HUM)) && (await customer.hears(HUM)));
  if (wanted("C4")) {
    const spent = processor(agent.driver.pid);
    await new Promise((later) => setTimeout(later, TALK_MS));
    const share = (processor(agent.driver.pid) - spent) / (TALK_MS / 1000);
    tell({ goal: "C4", what: "Chromium: processor of one side of an audio call", percent_of_a_core: Math.round(share * 1000) / 10, load: load() });
  }
  if (wanted("C5")) tell({ goal: "C5", what: "Chromium: PSS of one side's browser in an audio call", mb: memory(agent.driver.pid), load: load() });
  if (wanted("C2")) {
    const took = [];
    for (let join = 0; join < JOINS; join++) {
      took.push(await customer.wait(joinToFirstSound, { url: livekit.url, token: roomToken("talk", `guest-${join}`) }));
    }
    tell({ goal: "C2", what: "Chromium: joining to first sound", ms: percentiles(took), load: load() });
  }
} finally {
  await agent.close();
  await customer.close();
  page.close();
  await livekit.stop();
}
