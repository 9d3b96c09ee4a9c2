/** The words between the UI and the core. The UI knows the core by these types and the command table only. */
import type { FieldConflict } from "./generated/FieldConflict";
import type { LifecycleStage } from "./generated/LifecycleStage";
import type { Role } from "./generated/Role";
import type { ActivityRow, ClientRow, SyncMark } from "./generated/api";

export type * from "./generated/api";
export type { ActivityKind } from "./generated/ActivityKind";
export type { ActivityStatus } from "./generated/ActivityStatus";
export type { ClientKind } from "./generated/ClientKind";
export type { ClientType } from "./generated/ClientType";
export type { Code } from "./generated/Code";
export type { Entity } from "./generated/Entity";
export type { FieldConflict } from "./generated/FieldConflict";
export type { FieldFault } from "./generated/FieldFault";
export type { FieldProblem } from "./generated/FieldProblem";
export type { Filter } from "./generated/Filter";
export type { LeadQuality } from "./generated/LeadQuality";
export type { LifecycleStage } from "./generated/LifecycleStage";
export type { Operand } from "./generated/Operand";
export type { Priority } from "./generated/Priority";
export type { Problem } from "./generated/Problem";
export type { Role } from "./generated/Role";
export type { Sort } from "./generated/Sort";

export type ClientCard = {
  row: ClientRow;
  phone2: string | null;
  address: string | null;
  opt_out_call: boolean;
  opt_out_email: boolean;
  custom: Record<string, unknown>;
  contacts: Array<ContactRow>;
  next_step: ActivityRow | null;
  counts: ClientCounts;
  editable: boolean;
  conflicts: Array<FieldConflict>;
};

export type ClientCounts = { open_activities: number; activities: number; notes: number; changes: number };

export type ContactRow = {
  id: string;
  name: string;
  title: string | null;
  email: string | null;
  phone: string | null;
  is_primary: boolean;
};

export type ProfileRow = { id: string; name: string; email: string; role: Role; active: boolean };

export type TagRow = { id: string; name: string; colour: string; category: string | null };

export type Directory = { profiles: Array<ProfileRow>; tags: Array<TagRow>; sources: Array<string> };

export type TimelineItem = { id: string; at: number; by: string | null; what: TimelineWhat; sync: SyncMark };

export type TimelineWhat =
  | { note: { body: string; pinned: boolean } }
  | { activity: { activity: ActivityRow } }
  | { stage: { from: LifecycleStage | null; to: LifecycleStage } }
  | "created";

export type TimelineQuery = {
  client_id: string;
  kinds: Array<string>;
  before: [number, string] | null;
  limit: number;
};

export type Timeline = { items: Array<TimelineItem>; more: boolean };

export type MyDayQuery = { today: number; now: number };

export type MyDay = {
  overdue: Array<ActivityRow>;
  today: Array<ActivityRow>;
  upcoming: Array<ActivityRow>;
  someday: Array<ActivityRow>;
  done: Array<ActivityRow>;
};
