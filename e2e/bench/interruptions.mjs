// C7 and C8: how long a call is silent when the loudspeaker changes, is unplugged, or the network was away.
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { place } from "../leadline.mjs";
import { dial } from "../office.mjs";
import { toneFile } from "../sound.mjs";
import { until } from "../webdriver.mjs";
import { now, startEar } from "./ear.mjs";
import { percentiles, tell } from "./figures.mjs";

const ROUNDS = 10;
const AWAY_MS = 8_000;
/** The app is to have seen each change before the next. */
const REST_MS = 2_500;
const HERTZ = 660;

/** Runs in the customer's page: a steady tone is let through, so that any silence is the call's. */
function letEverythingThrough() {
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  mediaDevices.getUserMedia = ({ audio, video }) => ask({ video, audio: audio && { ...(audio === true ? {} : audio), ...raw } });
}

const sleep = (milliseconds) => new Promise((later) => setTimeout(later, milliseconds));

/** Milliseconds from something that happens until sound is at this loudspeaker. */
async function silence(sound, loudspeaker, happens) {
  const ear = startEar(sound, loudspeaker);
  try {
    const begun = now();
    await happens();
    await until(`sound at ${loudspeaker}`, () => ear.lastLoud() > begun, 30);
    return ear.begins.find((at) => at > begun) - begun;
  } finally {
    ear.end();
  }
}

/** Plays silence there until it is unplugged: PulseAudio's own loudspeaker is two seconds ahead of whoever begins. */
function awake(sound, loudspeaker) {
  const words = ["--playback", `--device=${loudspeaker}`, "--latency-msec=5", "--raw", "--format=s16le", "--rate=48000", "--channels=1"];
  const nothing = openSync("/dev/zero");
  spawn("pacat", words, { stdio: [nothing, "ignore", "ignore"], env: { ...process.env, ...sound.environment } });
  closeSync(nothing);
}

async function changingLoudspeakers(sound) {
  awake(sound, "loudspeaker");
  const [chosen, unplugged] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    await sound.plugLoudspeaker("headset");
    awake(sound, "headset");
    await sleep(REST_MS);
    chosen.push(await silence(sound, "headset", () => sound.chooseLoudspeaker("headset")));
    await sleep(REST_MS);
    unplugged.push(await silence(sound, "loudspeaker", () => sound.unplugLoudspeaker("headset")));
    await sleep(REST_MS);
  }
  tell({ goal: "C7", what: "another loudspeaker chosen in the system, to sound from it", ms: percentiles(chosen) });
  tell({ goal: "C7", what: "the loudspeaker unplugged, to sound from the one that is left", ms: percentiles(unplugged) });
}

async function networkAway(office, desk) {
  const took = [];
  for (let round = 0; round < ROUNDS / 2; round++) {
    office.media.standStill();
    desk.cable.pull();
    await sleep(AWAY_MS);
    took.push(await silence(office.sound, "loudspeaker", () => {
      desk.cable.plug();
      office.media.goOn();
    }));
    await desk.seeNoText("Reconnecting");
  }
  tell({ goal: "C8", what: `network away for ${AWAY_MS / 1000} s, from its return to sound`, ms: percentiles(took) });
}

/** Measures both in one call with a customer. */
export async function measureInterruptions(office, wanted) {
  const voice = join(await place("bench-interruptions"), "tone.wav");
  await toneFile(voice, HERTZ, { steady: true });
  office.speak();
  const desk = await office.openDesk("interrupted");
  const customer = await office.openCustomer({ voice });
  await customer.run(letEverythingThrough);
  await office.available();
  await dial(customer);
  await desk.press("Answer");
  await until("the customer is heard", office.agentHears);
  if (wanted("C7")) await changingLoudspeakers(office.sound);
  if (wanted("C8")) await networkAway(office, desk);
  await desk.press("End");
  await desk.press("Skip");
  await desk.close();
}
