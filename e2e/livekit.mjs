// A LiveKit server without ours before it, and browsers that meet in its rooms by LiveKit's own client.
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { homedir, networkInterfaces } from "node:os";
import { join } from "node:path";
import { openBrowser } from "./portal-browser.mjs";
import { end } from "./program.mjs";
import { freePort, until } from "./webdriver.mjs";

const CLIENT = new URL("../ui/node_modules/livekit-client/dist/livekit-client.umd.js", import.meta.url);
const KEY = "testkey";
const SECRET = "secret-of-the-tests-long-enough-to-sign-with";
const PAGE = '<!doctype html><title>Room</title><script src="client.js"></script>';

/** The program: named, on the PATH, or the one that `cargo xtask setup` built. */
function program() {
  const built = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "leadline/livekit-server/1.11.0/livekit-server");
  return process.env.LEADLINE_LIVEKIT_SERVER ?? (existsSync(built) ? built : "livekit-server");
}

/** Browsers relay nothing to the loopback address, so a relay stands at an address of this computer's network. */
function networkAddress() {
  const addresses = Object.values(networkInterfaces()).flat();
  const found = addresses.find(({ family, internal }) => family === "IPv4" && !internal);
  if (!found) throw new Error("this computer is on no network, which a relay needs");
  return found.address;
}

/** Starts it, with its relay (TURN) if wished. */
export async function startLiveKit({ relay = false } = {}) {
  const [port, tcp_port, udp_port, turn_port] = await Promise.all(Array.from({ length: 4 }, freePort));
  const address = relay ? networkAddress() : "127.0.0.1";
  const turn = relay ? { turn: { enabled: true, udp_port: turn_port, bind_addresses: [address] } } : {};
  const settings = JSON.stringify({ port, rtc: { tcp_port, udp_port }, keys: { [KEY]: SECRET }, ...turn });
  const child = spawn(program(), ["--bind", address, "--node-ip", address],
    { stdio: "ignore", env: { ...process.env, LIVEKIT_CONFIG: settings } });
  await until("LiveKit answers", async () => (await fetch(`http://${address}:${port}/`)).ok, 60);
  return {
    url: `ws://${address}:${port}`,
    pid: child.pid,
    stop: () => end(child, "SIGKILL"),
  };
}

const base64url = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** The right to take part in a room under a name. */
export function roomToken(room, identity) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: KEY, sub: identity, name: identity, nbf: now - 60, exp: now + 3600,
    video: { room, roomJoin: true, canPublish: true, canPublishData: true, canSubscribe: true } };
  const signed = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}`;
  return `${signed}.${createHmac("sha256", SECRET).update(signed).digest("base64url")}`;
}

/** Runs in the page: joins, speaks, and keeps an ear on what the others send. */
async function takePart({ url, token, relayOnly }) {
  const Connection = window.RTCPeerConnection;
  window.connections = [];
  window.RTCPeerConnection = class extends Connection {
    constructor(...words) {
      super(...words);
      window.connections.push(this);
    }
  };
  const { Room, RoomEvent } = window.LivekitClient;
  // A steady tone would be taken for noise.
  const room = new Room({ audioCaptureDefaults: { noiseSuppression: false, echoCancellation: false, autoGainControl: false } });
  room.on(RoomEvent.TrackSubscribed, (track) => {
    track.attach();
    const context = new AudioContext();
    const ear = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(new MediaStream([track.mediaStreamTrack])).connect(ear);
    window.loudestPitch = () => {
      const strengths = new Float32Array(ear.frequencyBinCount);
      ear.getFloatFrequencyData(strengths);
      const loudest = strengths.indexOf(Math.max(...strengths));
      return strengths[loudest] < -60 ? 0 : (loudest * context.sampleRate) / ear.fftSize;
    };
  });
  await room.connect(url, token, relayOnly ? { rtcConfig: { iceTransportPolicy: "relay" } } : {});
  await room.localParticipant.setMicrophoneEnabled(true);
  window.room = room;
  return true;
}

/** Runs in the page: by which kinds of road its media travels. */
async function roads() {
  const kinds = new Set();
  for (const connection of window.connections) {
    const stats = await connection.getStats();
    for (const transport of [...stats.values()].filter((each) => each.type === "transport" && each.selectedCandidatePairId)) {
      kinds.add(stats.get(stats.get(transport.selectedCandidatePairId).localCandidateId).candidateType);
    }
  }
  return [...kinds];
}

/** A page from which browsers join rooms. */
export async function servePage() {
  const client = await readFile(CLIENT);
  const pages = createServer((request, response) => {
    const script = request.url === "/client.js";
    response.setHeader("content-type", script ? "text/javascript" : "text/html");
    response.end(script ? client : PAGE);
  });
  pages.listen(0, "127.0.0.1");
  await once(pages, "listening");
  return { url: `http://127.0.0.1:${pages.address().port}/`, close: () => pages.close() };
}

/** A browser in a room, speaking what is in the file `voice`, or what the microphone of the PulseAudio `sound` hears. */
export async function browserInRoom(page, livekit, { room, identity, voice, sound, relayOnly = false }) {
  const browser = await openBrowser({ voice, sound });
  await browser.open(page.url);
  await browser.wait(takePart, { url: livekit.url, token: roomToken(room, identity), relayOnly });
  browser.hears = async (pitch) => Math.abs((await browser.run(() => window.loudestPitch?.() ?? 0)) - pitch) < 10;
  browser.roads = () => browser.wait(roads);
  return browser;
}
