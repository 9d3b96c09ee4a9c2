// A customer in a browser calls the desktop app: real window, real sound devices, real media server. Each side hears
// the other's tone.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openWindows } from "./file-dialog.mjs";
import { openDesktop, people, picture, place, signIn, startServer } from "./leadline.mjs";
import { openPortal } from "./portal-people.mjs";
import { startSound, toneFile } from "./sound.mjs";
import { until } from "./webdriver.mjs";

const CALL_VOICE = "[aria-label='Voice call with Naphat Srisuk']";
/** Hertz. */
const AGENT_HUMS = 440;
const CUSTOMER_HUMS = 660;
/** The least share of the energy that makes it the other side's tone, after echo cancelling and compression. */
const HEARD = 0.5;

let server, sound, window, browser, hears, agent;

before(async () => {
  server = await startServer("calls", 50);
  agent = await signIn(server, people.agent);
  sound = await startSound("calls");
  const folder = await place("calls");
  const file = join(folder, "sign-in.json");
  await writeFile(file, JSON.stringify({ server: server.url, ...people.agent, agree_to_key_file: true }), { mode: 0o600 });
  window = await openDesktop(join(folder, "desktop"), { LEADLINE_SIGN_IN_FILE: file, ...sound.environment });
  await window.see("[role=row][data-index] a", 60);
  sound.hum(AGENT_HUMS);
  hears = sound.listen();
  const voice = join(folder, "voice.wav");
  await toneFile(voice, CUSTOMER_HUMS);
  browser = await openPortal(server, { voice });
  await browser.run(hearTheRoom);
});

after(async () => {
  await browser?.close();
  await window?.close();
  await sound?.end();
  await server?.stop();
});

/** Runs in the customer's page: keeps the last second of what it is sent, before any loudspeaker. */
function hearTheRoom() {
  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(...words) {
      super(...words);
      this.addEventListener("track", ({ track }) => {
        if (track.kind !== "audio") return;
        const context = new AudioContext();
        const ear = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
        context.createMediaStreamSource(new MediaStream([track])).connect(ear);
        window.loudestPitch = () => {
          const strengths = new Float32Array(ear.frequencyBinCount);
          ear.getFloatFrequencyData(strengths);
          const loudest = strengths.indexOf(Math.max(...strengths));
          return strengths[loudest] < -60 ? 0 : (loudest * context.sampleRate) / ear.fftSize;
        };
      });
    }
  };
}

const customerHears = async (pitch) => Math.abs((await browser.run(() => window.loudestPitch?.() ?? 0)) - pitch) < 10;
const bothHear = async () => {
  await until("the agent hears the customer", () => hears(CUSTOMER_HUMS) > HEARD);
  await until("the customer hears the agent", () => customerHears(AGENT_HUMS));
};

async function dial() {
  await browser.click(CALL_VOICE, 60);
  await browser.press("Call now");
  await browser.seeText("Ringing Naphat");
}

test("a customer's call rings in the app, is answered, and each hears the other", async () => {
  await dial();
  await window.seeText("Daniel Mercer");
  await until("the small window of the ring", async () => (await openWindows()).length === 2);
  await picture(window, "calls-ringing");
  execFileSync("import", ["-window", "root", join(await place("pictures"), "calls-ring-window.png")]);
  await window.press("Answer");
  await browser.see("[role=timer]");
  await window.see("[role=timer]");
  await until("the small window is gone", async () => (await openWindows()).length === 1);
  await bothHear();
  await picture(window, "calls-talking");
});

test("muted, nothing of the agent is heard; unmuted, it is again", async () => {
  await window.press("Mute");
  // Silence is only certain over more than one pause of the hum.
  await until("the customer hears nothing for a second", async () => {
    for (let look = 0; look < 10; look++) {
      if (await customerHears(AGENT_HUMS)) return false;
      await new Promise((next) => setTimeout(next, 100));
    }
    return true;
  });
  await window.press("Unmute");
  await until("the customer hears the agent", () => customerHears(AGENT_HUMS));
});

test("the call goes on while the window loads anew", async () => {
  await window.run(() => location.reload());
  await window.see("[role=timer]");
  await bothHear();
});

test("the customer hangs up, and the call is written down where everybody reads it", async () => {
  await browser.press("End");
  await browser.seeText("The call is over");
  await window.seeText("How did it go?");
  await window.click("[aria-labelledby=wrap-up-title] [role=group] button");
  await window.fill("[aria-labelledby=wrap-up-title] textarea", "Wants the price of ten pumps");
  await picture(window, "calls-wrap-up");
  await window.press("Save");
  await window.seeText("written down");
  const { clients } = await agent("GET", "/api/leads?limit=200");
  const client = clients.find((each) => each.name === "Daniel Mercer");
  await until("the note is on the server", async () => {
    const { records } = await agent("GET", `/api/notes?client_id=${client.id}`);
    return records.some((note) => note.body.includes("ten pumps"));
  });
});

test("a declined call says so to the customer, and rings no more", async () => {
  await browser.press("Choose somebody");
  await agent("PUT", "/api/voip/presence", { presence: "available", until: null });
  await dial();
  await window.press("Decline");
  await browser.seeText("Naphat cannot talk now");
  await window.seeNoText("Decline");
  const [last] = await agent("GET", "/api/voip/history");
  assert.equal(last.status, "DECLINED");
});
