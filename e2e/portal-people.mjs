// The two ends of a call: a customer at the portal, and an agent who works through the server's interface and meets the
// customer with LiveKit's own client.
import { readFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { people, signIn } from "./leadline.mjs";
import { openBrowser } from "./portal-browser.mjs";
import { until } from "./webdriver.mjs";

const LIVEKIT = new URL("../ui/node_modules/livekit-client/dist/livekit-client.umd.js", import.meta.url);

/** A manager, and who the agent is. */
async function managerAndAgent(server) {
  const manager = await signIn(server, people.manager);
  const { members } = await manager("GET", "/api/team/members");
  return { manager, owner_id: members.find((member) => member.email === people.agent.email).profile_id };
}

async function linkFor(manager, server, lead) {
  const { code } = await manager("POST", "/api/portal/invites", { leadId: lead.id });
  return `${server.url}/portal/#/in/${code}`;
}

/** A client of the agent, and a link for the customer behind it. */
export async function invite(server, name = "Daniel Mercer") {
  const { manager, owner_id } = await managerAndAgent(server);
  const lead = await manager("POST", "/api/clients", {
    kind: "person", name, client_type: "lead", lifecycle_stage: "mql", owner_id,
  });
  return linkFor(manager, server, lead);
}

/** A link for the customer behind a client that the agent has already, or else behind a new one. */
export async function inviteOneOfTheAgents(server) {
  const { manager, owner_id } = await managerAndAgent(server);
  const { clients } = await manager("GET", "/api/leads?limit=200");
  const theirs = clients.find((client) => client.owner_id === owner_id);
  return theirs ? linkFor(manager, server, theirs) : invite(server);
}

/** A customer, of this name if one is given, who has used an invitation and sees who is there. */
export async function openPortal(server, { name, ...browserOptions } = {}) {
  const link = await invite(server, name);
  const browser = await openBrowser(browserOptions);
  await browser.open(link);
  await browser.press("Open the page");
  await browser.seeText("Naphat");
  return browser;
}

/** Runs in the agent's page: a device on the line, whose ring a person sees. */
function goOnline(token) {
  window.calls = new Map();
  return new Promise((done, failed) => {
    const line = new WebSocket(`ws://${location.host}/v1/realtime`);
    window.line = line;
    line.onopen = () => line.send(JSON.stringify({ t: "hello", token, protocol: 1, version: 0 }));
    line.onerror = () => failed(new Error("no line"));
    line.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.t === "welcome") done(true);
      if (frame.t !== "call") return;
      window.calls.set(frame.call.id, frame.call);
      if (frame.call.side === "callee" && frame.call.state === "ringing") {
        line.send(JSON.stringify({ t: "ring", call: frame.call.id, shown: true }));
      }
    };
  });
}

/** Runs in the agent's page: into the room with a tone and a picture. */
async function join(url, token, camera) {
  const { Room } = window.LivekitClient;
  const room = new Room();
  window.room = room;
  // What no element plays is not decoded.
  room.on("trackSubscribed", (track) => document.body.append(track.attach()));
  await room.connect(url, token);
  await room.localParticipant.setMicrophoneEnabled(true);
  if (camera) await room.localParticipant.setCameraEnabled(true);
  return true;
}

/** Runs in the agent's page: what comes from the customer, measured over a second. */
async function received() {
  const [other] = window.room.remoteParticipants.values();
  const found = { audio: 0, video: 0, muted: other?.getTrackPublication("microphone")?.isMuted };
  for (const publication of other?.trackPublications.values() ?? []) {
    const report = await publication.track?.getRTCStatsReport();
    for (const stats of report?.values() ?? []) {
      if (stats.type === "inbound-rtp") found[stats.kind] = stats.kind === "audio" ? stats.totalAudioEnergy : stats.framesDecoded ?? 0;
    }
  }
  return found;
}

/** Naphat with a browser as telephone. */
export async function agentOnline(server) {
  const asks = await signIn(server, people.agent);
  const browser = await openBrowser();
  await browser.open(`${server.url}/portal/`);
  const livekit = await readFile(LIVEKIT, "utf8");
  await browser.run(`() => { ${livekit}; window.LivekitClient = window.LivekitClient ?? globalThis.LivekitClient; }`);
  await browser.wait(goOnline, asks.token);
  const find = (state) => browser.run((wanted) => [...window.calls.values()].find((call) => call.state === wanted) ?? null, state);
  const command = () => ({ commandId: randomUUID() });
  return {
    asks,
    browser,
    call: (state, seconds) => until(`a call that is ${state}`, () => find(state), seconds),
    calls: () => browser.run(() => [...window.calls.values()]),
    forget: () => browser.run(() => window.calls.clear()),
    async accept(call, { camera = false } = {}) {
      const ticket = await asks("POST", `/api/voip/calls/${call.id}/accept`, command());
      await browser.wait(join, ticket.url, ticket.token, camera);
    },
    async callCustomer(customer, media = "audio") {
      const started = await asks("POST", "/api/voip/start-call", { callId: randomUUID(), calleeSupabaseId: customer, media });
      await browser.wait(join, started.url, started.callerToken, false);
      return started.call;
    },
    decline: (call) => asks("POST", `/api/voip/calls/${call.id}/decline`, command()),
    async hangUpAll() {
      for (const call of await this.calls()) if (call.state !== "ended") await this.hangUp(call);
    },
    /** Ends the minutes after a call. */
    available: () => asks("PUT", "/api/voip/presence", { presence: "available", until: null }),
    unavailable: () => asks("PUT", "/api/voip/presence", { presence: "meeting", until: null }),
    hangUp: (call) => asks("POST", `/api/voip/calls/${call.id}/end`, command()),
    look: (call) => asks("GET", `/api/voip/calls/${call.id}`),
    received: () => browser.wait(received),
    leaveRoom: () => browser.wait(async () => { await window.room?.disconnect(); }),
    close: () => browser.close(),
  };
}
