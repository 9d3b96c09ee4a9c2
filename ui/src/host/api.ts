/** The words between the UI and the core. The UI knows the core by these types and the command table only. */

export type * from "./generated/api";
export type { ActivityKind } from "./generated/ActivityKind";
export type { ActivityStatus } from "./generated/ActivityStatus";
export type { CallDirection } from "./generated/CallDirection";
export type { CallOutcome } from "./generated/CallOutcome";
export type { ClientKind } from "./generated/ClientKind";
export type { ClientType } from "./generated/ClientType";
export type { Code } from "./generated/Code";
export type { EndReason } from "./generated/EndReason";
export type { Entity } from "./generated/Entity";
export type { FieldConflict } from "./generated/FieldConflict";
export type { FieldFault } from "./generated/FieldFault";
export type { FieldProblem } from "./generated/FieldProblem";
export type { Filter } from "./generated/Filter";
export type { LeadQuality } from "./generated/LeadQuality";
export type { LifecycleStage } from "./generated/LifecycleStage";
export type { LineQuality } from "./generated/LineQuality";
export type { Media } from "./generated/Media";
export type { NotificationKind } from "./generated/NotificationKind";
export type { Operand } from "./generated/Operand";
export type { PartyKind } from "./generated/PartyKind";
export type { Presence } from "./generated/Presence";
export type { Priority } from "./generated/Priority";
export type { Problem } from "./generated/Problem";
export type { Role } from "./generated/Role";
export type { Sort } from "./generated/Sort";
export type { StopReason } from "./generated/StopReason";
