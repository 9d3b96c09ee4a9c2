// C6: a customer's camera in 720p as the app draws it: frames a second, and how old each is when it is drawn. The customer's
// pictures carry the time at which they were made as a row of black and white fields.
import { until } from "../webdriver.mjs";
import { percentiles, tell } from "./figures.mjs";

const SECONDS = 20;

/** Runs in the customer's page: a camera of 1280 by 720 that says the time, with something that moves below. */
function cameraWithAClock() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
  const draw = canvas.getContext("2d");
  setInterval(() => {
    const at = Date.now() % 65_536;
    // Each of sixteen bits and, against misreading, its opposite below it.
    for (let bit = 0; bit < 16; bit++) {
      const is = (at >> bit) & 1;
      draw.fillStyle = is ? "white" : "black";
      draw.fillRect(bit * 80, 0, 80, 160);
      draw.fillStyle = is ? "black" : "white";
      draw.fillRect(bit * 80, 160, 80, 160);
    }
    for (let line = 0; line < 10; line++) {
      draw.fillStyle = `hsl(${(at / 20 + line * 36) % 360} 60% 50%)`;
      draw.fillRect(0, 320 + line * 40, 1280, 40);
    }
  }, 1000 / 30);
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async ({ audio, video }) => {
    const stream = audio ? await ask({ audio }) : new MediaStream();
    if (video) stream.addTrack(canvas.captureStream(30).getVideoTracks()[0].clone());
    return stream;
  };
}

/** Runs in the app's page, before a picture is looked at: notes of every frame when it was drawn and how old it was. */
function noteFrames() {
  window.frames_seen = [];
  const Real = window.WebSocket;
  const read = (data) => {
    const head = new DataView(data, 0, 8);
    const [width, height] = [head.getUint16(0, true), head.getUint16(2, true)];
    const light = new Uint8Array(data, 8, width * height);
    const isLight = (bit, row) => light[Math.round((height * row) / 720) * width + Math.round(((bit + 0.5) * width) / 16)] > 128;
    let at = 0;
    for (let bit = 0; bit < 16; bit++) {
      if (isLight(bit, 80) === isLight(bit, 240)) return { width, height };
      at |= isLight(bit, 80) << bit;
    }
    return { width, height, at };
  };
  window.WebSocket = class extends Real {
    constructor(address) {
      super(address);
      this.addEventListener("message", ({ data }) => {
        const { width, height, at } = read(data);
        requestAnimationFrame(() => {
          const drawn = Date.now();
          window.frames_seen.push({ drawn, width, height, age: at === undefined ? null : (drawn - at + 65_536) % 65_536 });
        });
      });
    }
  };
}

/** Measures it in a video call. */
export async function measureRemotePicture(office) {
  const desk = await office.openDesk("watching");
  const customer = await office.openCustomer();
  await customer.run(cameraWithAClock);
  await desk.run(noteFrames);
  await office.available();
  await customer.click("[aria-label='Video call with Naphat Srisuk']", 60);
  await customer.press("Call now");
  await desk.press("Answer", 60);
  await desk.see("figure[data-kind=camera][data-state=shown] canvas", 60);
  // LiveKit begins with a small picture and comes to the large one within seconds.
  const count = () => desk.run(() => window.frames_seen.filter((frame) => frame.height >= 360).length);
  await until("the large picture", async () => (await count()) > 30, 60);
  await desk.run(() => void (window.frames_seen.length = 0));
  await new Promise((later) => setTimeout(later, SECONDS * 1000));
  const frames = await desk.run(() => window.frames_seen);
  const ages = frames.map(({ age }) => age).filter((age) => age !== null);
  const { width, height } = frames.at(-1);
  tell({ goal: "C6", what: "a customer's 720p camera, made to drawn in the window", shown: `${width} x ${height}`,
    frames_per_second: Math.round((frames.length / SECONDS) * 10) / 10, ms: percentiles(ages), not_read: frames.length - ages.length });
  await desk.press("End");
  await desk.press("Skip");
  await desk.close();
}
