/** What the server says of calls, as `crates/protocol` has it. */

export type Media = "audio" | "video";

export type Presence =
  | "available"
  | "busy"
  | "break"
  | "meeting"
  | "do_not_disturb"
  | "on_call"
  | "wrap_up"
  | "offline";

export type EndReason =
  | "completed"
  | "declined"
  | "missed"
  | "cancelled"
  | "busy"
  | "unreachable"
  | "connect_failed"
  | "dropped"
  | "superseded"
  | "admin_ended";

export type PartyKind = "CRM_USER" | "PORTAL_CUSTOMER";

export type Party = { kind: PartyKind; id: string; name: string };

export type LegState = "offered" | "delivered" | "alerting" | "accepted" | "joined" | "away" | "left" | "stopped";

/** A call as this browser sees it; of two snapshots the one with the larger `seq` counts. */
export type Call = {
  id: string;
  media: Media;
  state: "ringing" | "connecting" | "active" | "ended";
  endReason: EndReason | null;
  side: "caller" | "callee";
  caller: Party;
  callee: Party;
  /** The several who were called together. */
  group: { id: string; name: string } | null;
  /** Everybody else who is in it, or rung for it; who is parked holds, or talks in another call for a while. */
  people: { who: Party; here: boolean; parked: boolean }[];
  /** The others consult and are not heard meanwhile. */
  waits: boolean;
  /** The colleague who is called talks in another call, and sees that this one waits. */
  callWaiting: boolean;
  leg: { id: string; state: LegState; stopped: string | null } | null;
  startedAt: number;
  ringUntil: number;
  activeAt: number | null;
  endedAt: number | null;
  seq: number;
};

export type Agent = {
  supabaseUserId: string;
  firstName: string;
  lastName: string;
  presence: Presence;
  /** A call to them waits while they talk. */
  callWaiting: boolean;
};

/** People who are called together: whoever answers first has the call. */
export type Group = { id: string; name: string; members: string[] };

export type PastCall = {
  id: string;
  fromUserId: string;
  toUserId: string;
  group: { id: string; name: string } | null;
  fromUserType: PartyKind;
  startedAt: number;
  endedAt: number | null;
  duration: number | null;
  media: Media;
  endReason: EndReason | null;
};

/** A video call that was agreed for a time. */
export type Agreed = { id: string; host_id: string; scheduled_at: number };

/** What a browser needs to come into a call's room. */
export type Ticket = { url: string; token: string; call: Call };

/** Whether a call to them waits now until they answer it. */
export const waitsFor = (agent: Agent): boolean => agent.callWaiting && agent.presence === "on_call";

export const nameOf = (agent: Agent): string => `${agent.firstName} ${agent.lastName}`.trim();

/** The colleague at the other end of a customer's call. */
export const otherOf = (call: Call): Party => (call.side === "caller" ? call.callee : call.caller);

/** What a person is called in a sentence: the first part of a name. */
export const firstName = (name: string): string => name.trim().split(/\s+/u)[0] ?? name;
