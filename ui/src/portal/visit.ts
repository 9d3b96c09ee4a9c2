import { createContext, use } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Agent, Group } from "./call";
import { Line } from "./line";
import { callOf, Phone, type PhoneState } from "./phone";
import type { RoomView } from "./roomView";
import { Server } from "./server";
import type { Session } from "./session";

export type VisitState = {
  link: "opening" | "open" | "lost";
  agents: Agent[] | null;
  /** Several people who are called together. */
  groups: Group[];
  phone: PhoneState;
  room: RoomView | null;
  /** How much the server's clock is ahead of ours. */
  aheadMs: number;
};

const ASK_EVERY_MS = 3_000;
/** What ends by the clock, such as the minutes after a call, is told by nobody. */
const LOOK_EVERY_MS = 15_000;

/** A signed-in customer at the portal. */
export class Visit {
  readonly session: Session;
  readonly server: Server;
  readonly store: StoreApi<VisitState> = createStore(() => ({
    link: "opening",
    agents: null,
    groups: [],
    phone: { at: "free" },
    room: null,
    aheadMs: 0,
  }));
  readonly phone: Phone;
  readonly #line: Line;
  #asking: ReturnType<typeof setInterval> | undefined;
  #looking: ReturnType<typeof setInterval> | undefined;

  constructor(session: Session, onSignedOut: () => void) {
    this.session = session;
    this.server = new Server(session.token);
    this.phone = new Phone(this.server, this.store);
    this.#line = new Line(session.token, {
      onOpen: (now) => {
        this.store.setState({ link: "open", aheadMs: now - Date.now() });
        void this.refreshAgents();
        void this.#askOfCall();
      },
      onLost: () => this.store.setState({ link: "lost" }),
      onCall: (call) => {
        if (call.side === "callee" && call.state === "ringing") this.#line.ring(call.id, isNoticed());
        this.phone.heard(call);
      },
      onPresence: (agent, presence) => this.#present(agent, presence),
      onSignedOut,
    });
  }

  /** Opens the line; what it returns closes it again. */
  open(): () => void {
    const leave = () => this.phone.leaving();
    const stay = (event: BeforeUnloadEvent) => {
      if (this.store.getState().phone.at === "talking") event.preventDefault();
    };
    this.#line.open();
    // While the line is away the call is asked for, so that an answer or an end is not missed.
    this.#asking = setInterval(() => {
      if (this.store.getState().link !== "open") void this.#askOfCall();
    }, ASK_EVERY_MS);
    this.#looking = setInterval(() => {
      if (document.visibilityState === "visible") void this.refreshAgents();
    }, LOOK_EVERY_MS);
    window.addEventListener("pagehide", leave);
    window.addEventListener("beforeunload", stay);
    return () => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("beforeunload", stay);
      clearInterval(this.#asking);
      clearInterval(this.#looking);
      this.#line.close();
    };
  }

  async refreshAgents(): Promise<void> {
    // Together, so that groups above them do not move people away under a click.
    const [agents, groups] = await Promise.all([
      this.server.agents().catch(() => null),
      this.server.groups().catch(() => null),
    ]);
    this.store.setState({ ...(agents && { agents }), ...(groups && { groups }) });
  }

  async #askOfCall(): Promise<void> {
    const call = callOf(this.store.getState().phone);
    const now = call === null ? null : await this.server.call(call.id).catch(() => null);
    if (now !== null) this.phone.heard(now);
  }

  #present(id: string, presence: Agent["presence"]): void {
    const { agents } = this.store.getState();
    const known = agents?.some((agent) => agent.supabaseUserId === id) ?? false;
    if (!known) return void this.refreshAgents();
    const changed = agents?.map((agent) => (agent.supabaseUserId === id ? { ...agent, presence } : agent)) ?? null;
    this.store.setState({ agents: changed });
  }
}

/** Whether a person would see the ring. */
function isNoticed(): boolean {
  return document.visibilityState === "visible" || ("Notification" in window && Notification.permission === "granted");
}

export const VisitContext = createContext<Visit | null>(null);

export function useVisit(): Visit {
  const visit = use(VisitContext);
  if (!visit) throw new Error("A screen stands outside of a visit");
  return visit;
}

export function useVisitState<T>(of: (state: VisitState) => T): T {
  return useStore(useVisit().store, of);
}
