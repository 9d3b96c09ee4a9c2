import type { Call, Presence } from "./call";

/** What comes over the line. */
export type Heard = {
  /** The line is open; what was said while it was not must be asked for. */
  onOpen: (serverNow: number) => void;
  onLost: () => void;
  onCall: (call: Call) => void;
  onPresence: (agent: string, presence: Presence) => void;
  /** The session is no longer good. */
  onSignedOut: () => void;
};

type Frame =
  | { t: "welcome"; now: number }
  | { t: "pong" }
  | { t: "call"; call: Call }
  | { t: "presence"; profileId: string; presence: Presence }
  | { t: "bye"; code: string };

const PROTOCOL = 1;
const PING_EVERY_MS = 25_000;
/** A line over which nothing came for this long is dead, whatever the browser thinks. */
const SILENCE_MS = 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** The open line to the server: rings and presence come over it. It comes back by itself. */
export class Line {
  readonly #token: string;
  readonly #heard: Heard;
  #socket: WebSocket | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setInterval> | undefined;
  #wait = FIRST_WAIT_MS;
  #heardAt = 0;
  #closed = false;

  constructor(token: string, heard: Heard) {
    this.#token = token;
    this.#heard = heard;
  }

  open(): void {
    this.#closed = false;
    window.addEventListener("online", this.#now);
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    window.removeEventListener("online", this.#now);
    clearTimeout(this.#again);
    this.#drop();
  }

  /** Tells the server that the ring has reached this browser. */
  ring(call: string, shown: boolean): void {
    this.#say({ t: "ring", call, shown });
  }

  #now = () => {
    if (this.#socket !== null) return;
    clearTimeout(this.#again);
    this.#connect();
  };

  #connect(): void {
    const address = new URL("/v1/realtime", window.location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.#heardAt = Date.now();
    socket.onopen = () => this.#say({ t: "hello", token: this.#token, protocol: PROTOCOL, version: 0 });
    socket.onmessage = ({ data }: MessageEvent<string>) =>
      socket === this.#socket && this.#hear(JSON.parse(data) as Frame);
    socket.onclose = () => socket === this.#socket && this.#lost();
  }

  #hear(frame: Frame): void {
    this.#heardAt = Date.now();
    switch (frame.t) {
      case "welcome":
        this.#wait = FIRST_WAIT_MS;
        clearInterval(this.#ping);
        this.#ping = setInterval(() => this.#stillThere(), PING_EVERY_MS);
        return this.#heard.onOpen(frame.now);
      case "call":
        return this.#heard.onCall(frame.call);
      case "presence":
        return this.#heard.onPresence(frame.profileId, frame.presence);
      case "bye":
        if (frame.code !== "unauthenticated") return undefined;
        this.close();
        return this.#heard.onSignedOut();
      default:
        return undefined;
    }
  }

  #stillThere(): void {
    if (Date.now() - this.#heardAt > SILENCE_MS) this.#lost();
    else this.#say({ t: "ping", n: 0 });
  }

  #lost(): void {
    this.#drop();
    if (this.#closed) return;
    this.#heard.onLost();
    // Many browsers that lost the same server do not come back in the same moment.
    this.#again = setTimeout(() => this.#connect(), this.#wait * (0.5 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }

  #drop(): void {
    clearInterval(this.#ping);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #say(frame: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}
