// Agents at the app and customers at the portal, with sound to hum into and to listen at.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openDesktop, people, place, signIn, startCable, startServer } from "./leadline.mjs";
import { startMediaServer } from "./media-server.mjs";
import { openPortal } from "./portal-people.mjs";
import { startSound, toneFile } from "./sound.mjs";
import { freePort, until } from "./webdriver.mjs";

const AGENT = "Naphat Srisuk";
/** Hertz. */
const AGENT_HUMS = 440;
const CUSTOMER_HUMS = 660;
/** The least share of the energy that makes it the other side's tone, after echo cancelling and compression. */
const HEARD = 0.5;

/** A server with a media server of its own, an agent who also works through the interface, and a place for sound. */
export async function startOffice(name) {
  const port = await freePort();
  const media = await startMediaServer(name, `http://127.0.0.1:${port}`);
  const server = await startServer(name, 50, { port, environment: media.environment });
  const agent = await signIn(server, people.agent);
  const sound = await startSound(name);
  const folder = await place(name);
  const voice = join(folder, "voice.wav");
  await toneFile(voice, CUSTOMER_HUMS);
  const opened = new Set();
  let hears;

  return {
    server,
    media,
    agent,
    sound,
    /** The window of the agent, or of somebody else, on a computer of this name; its network cable is `desk.cable`. */
    async openDesk(desk, environment = {}, person = people.agent) {
      const cable = await startCable(server.port);
      const file = join(folder, `${desk}.json`);
      const who = { server: cable.url, ...person, agree_to_key_file: true };
      await writeFile(file, JSON.stringify(who), { mode: 0o600 });
      const data = join(folder, desk);
      const window = await openDesktop(data, { LEADLINE_SIGN_IN_FILE: file, ...sound.environment, ...environment });
      const close = window.close.bind(window);
      window.close = async () => {
        opened.delete(window.close);
        await close();
        cable.close();
      };
      opened.add(window.close);
      await window.seeText("Synced", 60);
      return Object.assign(window, { cable, data });
    },
    /** A customer who hums and whose ears can be asked. */
    async openCustomer(options = {}) {
      const browser = await openPortal(server, { voice, ...options });
      opened.add(() => browser.close());
      await browser.run(hearTheRoom);
      return browser;
    },
    /** The agent hums from now on, and listens at the loudspeaker. */
    speak() {
      sound.hum(AGENT_HUMS);
      hears = sound.listen();
    },
    agentHears: () => hears(CUSTOMER_HUMS) > HEARD,
    /** The agent may be rung again; ends the minutes after a call. */
    available: () => agent("PUT", "/api/voip/presence", { presence: "available", until: null }),
    /** The newest call, as everybody reads it. */
    lastCall: async () => (await agent("GET", "/api/voip/history"))[0],
    async end() {
      for (const close of [...opened].toReversed()) await close();
      await sound.end();
      await server.stop();
      await media.end();
    },
  };
}

/** From the people to the ringing telephone. */
export async function dial(browser, whom = AGENT) {
  await toCheck(browser, whom);
  await browser.press("Call now");
  await browser.seeText(`Ringing ${whom === AGENT ? "Naphat" : whom}`);
}

/** From the people to where one hears oneself before one calls. */
export async function toCheck(browser, whom = AGENT) {
  await browser.click(`[aria-label='Voice call with ${whom}']`, 60);
  await browser.seeText("Call now");
}

/** Waits until no ring is above the screen. */
export function ringsNoMore(window) {
  return until("no ring above the screen", async () => (await window.find("section[role=alert]")) === undefined);
}

/** Presses Answer in all these windows at one moment: whoever were asked later would find that it rings no more. */
export async function answerTogether(windows) {
  const at = Date.now() + 1_000;
  await Promise.all(windows.map((window) => window.run((moment) => {
    const answer = [...document.querySelectorAll("button")].find((button) => button.innerText.startsWith("Answer"));
    setTimeout(() => answer.click(), moment - Date.now());
  }, at)));
}

/** Of windows that have all answered for a moment, the one that comes to talk, once it is the only one. */
export function theOneThatTalks(windows) {
  return until("one has the call", async () => {
    const talking = await Promise.all(windows.map((window) => window.find("[data-going=talking]")));
    const which = windows.filter((_, at) => talking[at] !== undefined);
    return which.length === 1 && which[0];
  });
}

/** Whether the customer hears the agent. */
export async function customerHears(browser) {
  return Math.abs((await browser.run(() => window.loudestPitch?.() ?? 0)) - AGENT_HUMS) < 10;
}

/** Waits until each hears the other. */
export async function bothHear(office, browser) {
  await until("the agent hears the customer", office.agentHears);
  await until("the customer hears the agent", () => customerHears(browser));
}

/** Waits until the customer hears nothing of the agent. */
export async function agentIsSilent(browser) {
  // Silence is only certain over more than one pause of the hum.
  await until("the customer hears nothing for a second", async () => {
    for (let look = 0; look < 10; look++) {
      if (await customerHears(browser)) return false;
      await new Promise((next) => setTimeout(next, 100));
    }
    return true;
  });
}

/** Runs in the customer's page: keeps the last second of what it is sent, before any loudspeaker. */
export function hearTheRoom() {
  const Connection = window.RTCPeerConnection;
  const ears = [];
  const hear = (ear) => {
    const strengths = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(strengths);
    const loudest = strengths.indexOf(Math.max(...strengths));
    return { strength: strengths[loudest], pitch: (loudest * ear.context.sampleRate) / ear.fftSize };
  };
  // Of several who send, whoever came last need not be the one who is heard.
  window.loudestPitch = () => {
    const loudest = ears.map(hear).toSorted((one, other) => other.strength - one.strength)[0];
    return loudest === undefined || loudest.strength < -60 ? 0 : loudest.pitch;
  };
  window.RTCPeerConnection = class extends Connection {
    constructor(...words) {
      super(...words);
      this.addEventListener("track", ({ track }) => {
        if (track.kind !== "audio") return;
        const context = new AudioContext();
        const ear = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
        context.createMediaStreamSource(new MediaStream([track])).connect(ear);
        ears.push(ear);
      });
    }
  };
}
