// C3: from one person's mouth to the other's ear through sound cards, microphone and loudspeaker of each on a PulseAudio of
// its own: between two copies of the app in a call, and between two Chromium pages in a room of the same LiveKit.
import { people } from "../leadline.mjs";
import { browserInRoom, servePage, startLiveKit } from "../livekit.mjs";
import { startSound } from "../sound.mjs";
import { until } from "../webdriver.mjs";
import { startEar } from "./ear.mjs";
import { percentiles, tell } from "./figures.mjs";

const SPOKEN = 60;
/** A sound that comes later than this belongs to another one, in ms: they begin 600 apart. */
const LONGEST = 550;
const HERTZ = 440;
const COLLEAGUE = "Prasert Thongchai";

/** Milliseconds from the beginning of each sound at the mouth to its beginning at the other's loudspeaker. */
async function delays(from, to) {
  const [mouth, ear] = [startEar(from, "mouth"), startEar(to, "loudspeaker")];
  from.hum(HERTZ);
  const heard = () => mouth.begins.flatMap((spoken) => {
    const arrived = ear.begins.find((at) => at > spoken && at - spoken < LONGEST);
    return arrived === undefined ? [] : [arrived - spoken];
  });
  try {
    // The first ones go while echo and noise are still being learnt.
    await until("sounds enough were heard", () => heard().length > SPOKEN + 10, 180);
  } finally {
    mouth.end();
    ear.end();
  }
  return { ms: percentiles(heard().slice(10)), lost: mouth.begins.length - heard().length };
}

async function native(office) {
  const theirs = await startSound("bench-colleague");
  const desk = await office.openDesk("caller");
  const colleague = await office.openDesk("colleague", theirs.environment, people.manager);
  try {
    await desk.run(() => void (location.hash = "#/calls"));
    await desk.press(`Call ${COLLEAGUE}`, 60);
    await colleague.press("Answer", 60);
    await desk.see("[role=timer]");
    tell({ goal: "C3", what: "app to app, through the sound cards of both", ...await delays(office.sound, theirs) });
    await desk.press("End");
    await desk.press("Skip");
    await colleague.press("Skip");
  } finally {
    await desk.close();
    await colleague.close();
    await theirs.end();
  }
}

async function chromium() {
  const [ours, theirs] = [await startSound("bench-one"), await startSound("bench-other")];
  const [livekit, page] = [await startLiveKit(), await servePage()];
  const open = [];
  try {
    for (const [identity, sound] of [["one", ours], ["other", theirs]]) {
      open.push(await browserInRoom(page, livekit, { room: "bench", identity, sound: sound.environment }));
    }
    tell({ goal: "C3", what: "Chromium to Chromium, the same way", ...await delays(ours, theirs) });
  } finally {
    for (const browser of open) await browser.close();
    page.close();
    await livekit.stop();
    await ours.end();
    await theirs.end();
  }
}

/** Measures both. */
export async function measureMouthToEar(office) {
  await native(office);
  await chromium();
}
