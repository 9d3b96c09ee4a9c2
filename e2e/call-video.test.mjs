// A customer with a camera calls the desktop app, and both see each other: real window, real media server, colours read
// from the screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { colourOf, film, looksLike } from "./colours.mjs";
import { openDesktop, people, picture, place, signIn, startServer } from "./leadline.mjs";
import { openPortal } from "./portal-people.mjs";
import { startSound } from "./sound.mjs";
import { until } from "./webdriver.mjs";

const CALL_VIDEO = "[aria-label='Video call with Naphat Srisuk']";
const THEIRS = "figure[data-kind=camera]:not([data-own])[data-state=shown] canvas";
const OWN = "figure[data-own][data-state=shown] canvas";
/** The customer's camera, as Y, U, V and as red, green, blue. */
const ORANGE = { yuv: [144, 62, 187], rgb: [244, 132, 16] };
/** Seconds; a picture is coded, decoded and drawn without a graphics card, and read from the screen. */
const PATIENCE = 90;
/** The app's test picture. */
const GREEN = [30, 158, 82];

let server, sound, window, browser;

before(async () => {
  server = await startServer("call-video", 50);
  sound = await startSound("call-video");
  const folder = await place("call-video");
  const file = join(folder, "sign-in.json");
  await writeFile(file, JSON.stringify({ server: server.url, ...people.agent, agree_to_key_file: true }), { mode: 0o600 });
  window = await openDesktop(join(folder, "desktop"), {
    LEADLINE_SIGN_IN_FILE: file, LEADLINE_TEST_CAMERA: "1", ...sound.environment,
  });
  await window.see("[role=row][data-index] a", 60);
  const face = join(folder, "face.y4m");
  await film(face, ORANGE.yuv);
  browser = await openPortal(server, { face });
  await browser.click(CALL_VIDEO, 60);
  await browser.press("Call now");
  await window.press("Answer");
  await window.see("[role=timer]");
});

after(async () => {
  await browser?.close();
  await window?.close();
  await sound?.end();
  await server?.stop();
});

/** Waits until an element of the app's window has a colour. */
async function looks(what, selector, wanted) {
  let seen;
  const asWanted = async () => looksLike((seen = await colourOf(window, selector)), wanted);
  await until(what, asWanted, PATIENCE).catch((fault) => {
    throw new Error(`${fault.message}; seen: ${seen}`);
  });
}

/** Runs in the customer's page: the colour in the middle of the largest picture, or nothing. */
function customersPicture() {
  const videos = [...document.querySelectorAll("video")].filter((video) => video.videoWidth > 0);
  const largest = videos.toSorted((one, other) => other.clientWidth - one.clientWidth)[0];
  if (!largest) return undefined;
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.drawImage(largest, largest.videoWidth / 2, largest.videoHeight / 4, 8, 8, 0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

test("the agent sees the customer and themselves, and the customer sees the agent", async () => {
  await looks("the customer's picture in the window", THEIRS, ORANGE.rgb);
  await window.see(OWN);
  await until("the agent's picture at the customer's", async () => looksLike(await browser.run(customersPicture), GREEN));
  await picture(window, "call-video-both");
});

test("the pictures go on while the window loads anew", async () => {
  await window.run(() => location.reload());
  await window.see("[role=timer]", PATIENCE);
  await looks("the customer's picture in the window", THEIRS, ORANGE.rgb);
});

test("nothing is carried while the call is not on the screen, and it is again when it is", async () => {
  await window.run(() => {
    const Real = window.WebSocket;
    window.frames_carried = 0;
    window.WebSocket = class extends Real {
      constructor(address) {
        super(address);
        this.addEventListener("message", () => window.frames_carried++);
      }
    };
  });
  await window.press("Keep working");
  await until("the pictures are gone", async () => !(await window.find("figure[data-kind]")));
  await window.press("Open call");
  await looks("the customer's picture in the window", THEIRS, ORANGE.rgb);
  await until("frames are counted", () => window.run(() => window.frames_carried > 10));
  await window.press("Keep working");
  await until("the pictures are gone", async () => !(await window.find("figure[data-kind]")));
  const carried = await window.run(() => window.frames_carried);
  // Anything that still came would come with the next of thirty a second.
  await window.wait(() => new Promise((next) => setTimeout(next, 1_000)));
  assert.equal(await window.run(() => window.frames_carried), carried);
  await window.press("Open call");
});

test("a camera that is switched off is not seen, on either side", async () => {
  await looks("the customer's picture in the window", THEIRS, ORANGE.rgb);
  await browser.press("Turn camera off");
  await until("no picture of the customer", async () => !(await window.find(THEIRS)));
  await window.press("Camera off");
  await until("no own picture", async () => !(await window.find(OWN)));
  await until("no picture at the customer's", async () => !looksLike(await browser.run(customersPicture), GREEN));
  await picture(window, "call-video-none");
  await window.press("Camera on");
  await browser.press("Turn camera on");
  await looks("the customer's picture in the window", THEIRS, ORANGE.rgb);
  await until("the agent's picture at the customer's", async () => looksLike(await browser.run(customersPicture), GREEN));
});

test("the agent shows their screen, and the customer sees it instead of the face", async () => {
  const widest = () => browser.run(() => Math.max(0, ...[...document.querySelectorAll("video")].map((video) => video.videoWidth)));
  await window.press("Share");
  await window.press("Screen 1");
  // The virtual screen is that wide; no camera here is.
  await until("the screen at the customer's", async () => (await widest()) === 1440, PATIENCE);
  await window.seeText("They see your screen.");
  await picture(window, "call-video-sharing");
  await window.press("Stop sharing");
  await until("the agent's face at the customer's", async () => looksLike(await browser.run(customersPicture), GREEN), PATIENCE);
});

test("the pictures end with the call", async () => {
  await browser.press("End");
  await window.seeText("How did it go?");
  assert.equal(await window.find("figure[data-kind]"), undefined);
});
