/** Calls as the core tells of them. Times are milliseconds of this computer's clock. */

import type { ActivityKind, ById, Done, Edited, LeadQuality, LifecycleStage, Nothing, Problem } from "./api";

export type Media = "audio" | "video";
export type PartyKind = "CRM_USER" | "PORTAL_CUSTOMER";
export type CallPhase = "ringing" | "dialling" | "connecting" | "active" | "ended";
export type LineQuality = "good" | "fair" | "poor";
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
export type StopReason = "answered_elsewhere" | "declined" | "declined_elsewhere" | "cancelled" | "timeout" | "ended";
export type Presence =
  | "available"
  | "busy"
  | "break"
  | "meeting"
  | "do_not_disturb"
  | "on_call"
  | "wrap_up"
  | "offline";

export type CallOther = { kind: PartyKind; id: string; name: string };
export type NextStep = { subject: string; due_at: number | null };
export type LastNote = { text: string; at: number; by: string | null };

export type CallerFacts = {
  name: string;
  company: string | null;
  lifecycle: LifecycleStage;
  quality: LeadQuality | null;
  owner_name: string | null;
  next_step: NextStep | null;
  last_note: LastNote | null;
  calls_30_days: number;
};

export type CallView = {
  id: string;
  media: Media;
  incoming: boolean;
  phase: CallPhase;
  other: CallOther;
  client_id: string | null;
  facts: CallerFacts | null;
  started_at: number;
  ring_until: number;
  answered_at: number | null;
  active_at: number | null;
  ended_at: number | null;
  end_reason: EndReason | null;
  stopped: StopReason | null;
  muted: boolean;
  held: boolean;
  camera: boolean;
  sharing: boolean;
  reconnecting: boolean;
  other_muted: boolean;
  other_camera: boolean;
  quality: LineQuality | null;
  /** No microphone and the like; the call goes on. */
  sound_fault: Problem | null;
};

export type CallOutcome =
  | "wants_quote"
  | "meeting_set"
  | "call_back"
  | "needs_approval"
  | "won"
  | "not_interested"
  | "wrong_person"
  | "bad_line"
  | "do_not_call";

export type WrapUp = { call: CallView; seconds: number; outcomes: CallOutcome[] };
export type MyPresence = { presence: Presence; until: number | null };

export type Calls = {
  /** Incoming, oldest first. */
  ringing: CallView[];
  /** Dialled or answered here. */
  current: CallView | null;
  /** Just answered or declined on another device. */
  elsewhere: CallView | null;
  wrap_up: WrapUp | null;
  /** Null while the server has not said. */
  presence: MyPresence | null;
  /** Why calls are impossible now. */
  fault: Problem | null;
};

export type CallStart = { client_id: string | null; profile_id: string | null; media: Media };
export type CallAccept = { call_id: string; media: Media };
export type CallId = { call_id: string };
export type CallSwitch = { call_id: string; on: boolean };
export type CallTone = { call_id: string; key: string };
export type NextActivity = { subject: string; due_at: number; kind: ActivityKind };
export type WrapUpSave = { call_id: string; outcome: CallOutcome | null; note: string; next: NextActivity | null };
export type CallHistoryQuery = {
  client_id: string | null;
  missed_only: boolean;
  incoming: boolean | null;
  before: number | null;
};
export type CallHistoryRow = {
  id: string;
  media: Media;
  incoming: boolean;
  other: CallOther;
  client_id: string | null;
  started_at: number;
  /** Null if both sides never met. */
  seconds: number | null;
  end_reason: EndReason | null;
  outcome: CallOutcome | null;
};
export type CallHistory = { rows: CallHistoryRow[]; more: boolean };
export type Colleague = { profile_id: string; name: string; presence: Presence; until: number | null };
export type Colleagues = { colleagues: Colleague[] };
export type PresenceSet = { presence: Presence; until: number | null };
export type CustomerInvite = { link: string; expires_at: number };
export type SoundDevice = { id: string; name: string; is_default: boolean };
export type SoundChoice = { input: string | null; output: string | null };
export type SoundDevices = { inputs: SoundDevice[]; outputs: SoundDevice[]; chosen: SoundChoice };
export type SoundTest = { on: boolean };

export type CallCommands = {
  calls: { request: Nothing; answer: Calls };
  call_start: { request: CallStart; answer: Calls };
  call_accept: { request: CallAccept; answer: Calls };
  call_decline: { request: CallId; answer: Calls };
  call_silence: { request: CallId; answer: Calls };
  call_hang_up: { request: CallId; answer: Calls };
  call_mute: { request: CallSwitch; answer: Calls };
  call_hold: { request: CallSwitch; answer: Calls };
  call_camera: { request: CallSwitch; answer: Calls };
  call_tone: { request: CallTone; answer: Done };
  wrap_up_save: { request: WrapUpSave; answer: Edited };
  wrap_up_skip: { request: CallId; answer: Calls };
  call_history: { request: CallHistoryQuery; answer: CallHistory };
  colleagues: { request: Nothing; answer: Colleagues };
  presence_set: { request: PresenceSet; answer: Calls };
  customer_invite: { request: ById; answer: CustomerInvite };
  sound_devices: { request: Nothing; answer: SoundDevices };
  sound_choose: { request: SoundChoice; answer: SoundDevices };
  sound_test: { request: SoundTest; answer: Done };
};

export type CallEvent = { calls: { state: Calls } } | { sound_level: { level: number } };
