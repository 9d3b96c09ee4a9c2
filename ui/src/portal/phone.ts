import type { Call, EndReason, Media, Ticket } from "./call";
import { NoDevice, openCamera, openMicrophone, stop, type DeviceFault } from "./devices";
import type { CallRoom } from "./room";
import type { RoomView } from "./roomView";
import { Refused, type Server } from "./server";
import { whomOf, type Whom } from "./whom";

/** Why a call is over, or why it never was one. */
export type Why =
  | EndReason
  | "calls_unavailable"
  | "offline"
  | "rate_limited"
  | "gone"
  | "failed"
  | "answered_elsewhere";

export type PhoneState =
  | { at: "free" }
  /** Microphone and camera are looked at; nothing rings yet. */
  | { at: "check"; whom: Whom; media: Media; session: string | null }
  /** `call` is missing until the server has answered. */
  | { at: "dialling"; callId: string; whom: Whom; media: Media; call: Call | null }
  /** Somebody calls us. */
  | { at: "rung"; call: Call; answering: boolean; fault: DeviceFault | null }
  | { at: "talking"; call: Call }
  /** We are in a call, but not this page: it was reloaded, or another tab has it. */
  | { at: "left"; call: Call; fault: DeviceFault | null }
  | { at: "over"; whom: Whom; media: Media; why: Why; seconds: number };

/** Where the phone keeps what is to be seen of it. */
export type PhoneStore = {
  getState: () => { phone: PhoneState; room: RoomView | null };
  setState: (part: { phone?: PhoneState; room?: RoomView | null }) => void;
};

/** The devices that the check has opened. */
export type Devices = { microphone: MediaStream; camera: MediaStream | null };

const KNOWN_REFUSALS: Record<string, Why> = {
  calls_unavailable: "calls_unavailable",
  offline: "offline",
  rate_limited: "rate_limited",
  not_found: "gone",
  answered_elsewhere: "answered_elsewhere",
};

/** The customer's telephone: what the buttons do, and what the server says. */
export class Phone {
  readonly #server: Server;
  readonly #store: PhoneStore;
  #devices: Devices | null = null;
  #room: CallRoom | null = null;
  #waits = false;
  #wasMuted = false;
  /** Calls that are over for this page, by when they had begun: a word of one that was still under way says nothing. */
  readonly #over = new Map<string, number>();
  /** Changes with every call, so that what was asked for an earlier one does nothing. */
  #turn = 0;

  constructor(server: Server, store: PhoneStore) {
    this.#server = server;
    this.#store = store;
  }

  /** Before calling somebody, or before coming into a video call that was agreed with them. */
  check(whom: Whom, media: Media, session: string | null = null): void {
    this.#show({ at: "check", whom, media, session });
    // It is needed in a moment; the page does not wait for it.
    void import("./room").catch(() => undefined);
  }

  /** Back to the people. */
  free(): void {
    this.#show({ at: "free" });
  }

  async call(whom: Whom, media: Media, devices: Devices, session: string | null = null): Promise<void> {
    const callId = crypto.randomUUID();
    const turn = this.#begin(devices);
    this.#show({ at: "dialling", callId, whom, media, call: null });
    try {
      const ticket =
        session === null ? await this.#server.start(callId, whom, media) : await this.#server.join(session);
      if (turn !== this.#turn) return void this.#takeBack(ticket.call);
      this.#dialled(ticket.call);
      await this.#enter(ticket, turn);
    } catch (fault) {
      if (turn !== this.#turn) return;
      const own = fault instanceof Refused && fault.code === "busy" ? fault.call : null;
      if (own !== null && own.id !== callId && own.state !== "ended")
        return this.#end({ at: "left", call: own, fault: null });
      this.#end(over(whom, media, whyOf(fault)));
    }
  }

  /** Gives up before the answer. */
  cancel(): void {
    const phone = this.#phone;
    if (phone.at !== "dialling") return;
    this.#end({ at: "free" });
    // Answered at the very moment: then giving up is hanging up.
    void this.#server
      .end(phone.callId, "cancel")
      .catch(() => this.#server.end(phone.callId, "end").catch(() => undefined));
  }

  async accept(withCamera: boolean): Promise<void> {
    const phone = this.#phone;
    if (phone.at !== "rung" || phone.answering) return;
    this.#show({ ...phone, answering: true, fault: null });
    const devices = await this.#open(phone.call, withCamera);
    if (devices === null) return;
    const turn = this.#begin(devices);
    await this.#comeIn(phone.call, () => this.#server.accept(phone.call.id), turn);
  }

  decline(): void {
    const phone = this.#phone;
    if (phone.at !== "rung") return;
    this.#end({ at: "free" });
    void this.#server.end(phone.call.id, "decline").catch(() => undefined);
  }

  /** Goes on here with a call that this page is not in. */
  async comeBack(): Promise<void> {
    const phone = this.#phone;
    if (phone.at !== "left") return;
    const devices = await this.#open(phone.call, false);
    if (devices === null) return;
    const turn = this.#begin(devices);
    await this.#comeIn(phone.call, () => this.#server.ticket(phone.call.id), turn);
  }

  async hangUp(): Promise<void> {
    const phone = this.#phone;
    if (phone.at !== "talking" && phone.at !== "left") return;
    const { call } = phone;
    const how = call.state === "active" ? "completed" : "cancelled";
    this.#end(overOf(call, how));
    await this.#server.end(call.id, "end").catch(() => undefined);
  }

  /** What the server says of a call. */
  heard(call: Call): void {
    // Whoever is asked into it anew is told of a later beginning.
    if (call.startedAt <= (this.#over.get(call.id) ?? -Infinity)) return;
    const phone = this.#phone;
    const own = callOf(phone);
    if (own?.id === call.id || (phone.at === "dialling" && phone.callId === call.id)) {
      if (own === null || call.seq > own.seq) this.#moved(phone, call);
    } else if (phone.at === "free" || phone.at === "check" || phone.at === "over") {
      this.#another(call);
    }
  }

  /** The page goes away. */
  leaving(): void {
    const phone = this.#phone;
    if (phone.at === "dialling") this.#server.endWhileLeaving(phone.callId, "cancel");
    if (phone.at === "talking") this.#server.endWhileLeaving(phone.call.id, "end");
  }

  /** The running room, for its buttons. */
  get room(): CallRoom | null {
    return this.#room;
  }

  get #phone(): PhoneState {
    return this.#store.getState().phone;
  }

  #show(phone: PhoneState): void {
    this.#store.setState({ phone });
  }

  #begin(devices: Devices): number {
    this.#devices = devices;
    this.#turn += 1;
    return this.#turn;
  }

  #end(phone: PhoneState): void {
    const before = this.#phone;
    const known = callOf(before);
    const id = before.at === "dialling" ? before.callId : known?.id;
    if (id !== undefined && callOf(phone) === null) this.#over.set(id, known?.startedAt ?? Infinity);
    this.#turn += 1;
    this.#waits = false;
    const [room, devices] = [this.#room, this.#devices];
    this.#room = null;
    this.#devices = null;
    this.#store.setState({ phone, room: null });
    void room?.leave();
    stop(devices?.microphone ?? null);
    stop(devices?.camera ?? null);
  }

  /** A call that was given up while it was being started. */
  #takeBack(call: Call): void {
    void this.#server.end(call.id, "end").catch(() => undefined);
  }

  #dialled(call: Call): void {
    const phone = this.#phone;
    if (phone.at === "dialling" && (phone.call === null || call.seq >= phone.call.seq)) this.#moved(phone, call);
  }

  #moved(phone: PhoneState, call: Call): void {
    if (call.state === "ended") return this.#finished(phone, call);
    switch (phone.at) {
      case "dialling":
        // Who calls each other at the same moment meets in the other one's call.
        if (call.state === "ringing") return this.#show({ ...phone, callId: call.id, call });
        this.#show({ at: "talking", call });
        return void this.#speak();
      case "rung":
        if (call.state === "ringing") return this.#show({ ...phone, call });
        // Answered in another tab or browser; an answer of this page shows by itself.
        if (phone.answering) return undefined;
        return this.#end(call.leg?.state === "stopped" ? { at: "free" } : { at: "left", call, fault: null });
      case "talking":
        this.#quiet(call.waits);
        return this.#show({ ...phone, call });
      case "left":
        return this.#show({ ...phone, call });
      default:
        return undefined;
    }
  }

  /** While the others consult nothing is sent; afterwards as before. */
  #quiet(waits: boolean): void {
    const muted = this.#store.getState().room?.muted ?? false;
    if (waits === this.#waits) return;
    this.#waits = waits;
    if (waits) this.#wasMuted = muted;
    if (!this.#wasMuted) void this.#room?.mute(waits);
  }

  #finished(phone: PhoneState, call: Call): void {
    // A ring that stops leaves nothing to say; the history has it.
    if (phone.at === "rung" && !phone.answering) return this.#end({ at: "free" });
    this.#end(overOf(call, call.endReason ?? "failed"));
  }

  #another(call: Call): void {
    if (call.state === "ended" || call.leg === null) return;
    const rings = call.side === "callee" && call.state === "ringing";
    if (rings && call.leg.state !== "stopped") this.#show({ at: "rung", call, answering: false, fault: null });
    else if (["accepted", "joined", "away"].includes(call.leg.state)) this.#show({ at: "left", call, fault: null });
  }

  /** The devices for a call that is there already; without them it goes on ringing, and the page says why. */
  async #open(call: Call, withCamera: boolean): Promise<Devices | null> {
    try {
      const microphone = await openMicrophone();
      // Without a camera the call is one of voices.
      const camera = withCamera ? await openCamera().catch(() => null) : null;
      if (callOf(this.#phone)?.id === call.id) return { microphone, camera };
      stop(microphone);
      stop(camera);
    } catch (fault) {
      const phone = this.#phone;
      const why = fault instanceof NoDevice ? fault.fault : "in_use";
      if (phone.at === "rung") this.#show({ ...phone, answering: false, fault: why });
      if (phone.at === "left") this.#show({ ...phone, fault: why });
    }
    return null;
  }

  async #comeIn(call: Call, ask: () => Promise<Ticket>, turn: number): Promise<void> {
    try {
      const ticket = await ask();
      if (turn !== this.#turn) return;
      this.#show({ at: "talking", call: ticket.call });
      await this.#enter(ticket, turn);
    } catch (fault) {
      if (turn === this.#turn) this.#end(overOf(call, whyOf(fault)));
    }
  }

  /** Into the room, already while it rings: then the answer is heard at once. */
  async #enter(ticket: Ticket, turn: number): Promise<void> {
    const { CallRoom } = await import("./room");
    if (turn !== this.#turn) return;
    const room = new CallRoom({
      onView: (view) => turn === this.#turn && this.#store.setState({ room: view }),
      onGone: () => turn === this.#turn && void this.#again(turn),
      onQuality: (quality) => void this.#server.quality(ticket.call.id, quality).catch(() => undefined),
    });
    this.#room = room;
    await room.join(ticket);
    if (turn === this.#turn) await this.#speak();
  }

  async #speak(): Promise<void> {
    const [room, devices] = [this.#room, this.#devices];
    if (this.#phone.at !== "talking" || !room?.isJoined || devices === null) return;
    this.#devices = null;
    await room.speak(devices.microphone, devices.camera);
  }

  /** The room was lost and did not come back by itself; as long as the call is there, so is the way into its room. */
  async #again(turn: number): Promise<void> {
    const call = callOf(this.#phone);
    if (call === null) return;
    try {
      const ticket = await this.#server.ticket(call.id);
      if (turn === this.#turn) this.#end({ at: "left", call: ticket.call, fault: null });
    } catch {
      const now = await this.#server.call(call.id).catch(() => null);
      if (turn === this.#turn) this.#end(overOf(now ?? call, now?.endReason ?? "dropped"));
    }
  }
}

/** The call that the phone is about. */
export function callOf(phone: PhoneState): Call | null {
  return "call" in phone ? phone.call : null;
}

function over(whom: Whom, media: Media, why: Why, seconds = 0): PhoneState {
  return { at: "over", whom, media, why, seconds };
}

function overOf(call: Call, why: Why): PhoneState {
  const seconds = call.activeAt === null ? 0 : Math.max(0, (call.endedAt ?? Date.now()) - call.activeAt) / 1_000;
  return over(whomOf(call), call.media, why, Math.round(seconds));
}

function whyOf(fault: unknown): Why {
  if (!(fault instanceof Refused)) return "connect_failed";
  return fault.call?.endReason ?? KNOWN_REFUSALS[fault.code] ?? "failed";
}
