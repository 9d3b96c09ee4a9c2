import type { ClientType, Filter, LeadQuality, LifecycleStage, Operand } from "../../../host/api";
import { same } from "./same";

/** When the next follow-up is due. */
export type FollowUpDue = "late" | "today" | "week" | "none";

/** One condition as the filter bar shows it: a chip each. All of them hold together. */
export type Condition =
  | { on: "owner"; owners: (string | null)[] }
  | { on: "stage"; stages: LifecycleStage[] }
  | { on: "quality"; qualities: LeadQuality[] }
  | { on: "type"; types: ClientType[] }
  | { on: "tags"; tags: string[] }
  | { on: "follow_up"; due: FollowUpDue }
  | { on: "quiet"; days: number }
  | { on: "score"; least: number }
  | { on: "source"; sources: string[] }
  | { on: "text"; text: string }
  /** Made by a newer version: kept and obeyed, but not to be changed here. */
  | { on: "other"; filter: Filter };

/** Stands for the person who looks, so that a saved view means everybody's own clients. */
export const ME = "me";

const value = (content: string | number): Operand => ({ is: "value", value: content });
const day = (days: number): Operand => ({ is: "day", days });
const oneOf = (field: string, values: string[]): Filter => ({ op: "one_of", field, values: values.map(value) });
const not = (part: Filter): Filter => ({ op: "not", part });

const NEXT = "next_follow_up_at";
const DUE: Record<FollowUpDue, Filter> = {
  late: { op: "below", field: NEXT, value: day(0) },
  today: {
    op: "all",
    parts: [
      { op: "at_least", field: NEXT, value: day(0) },
      { op: "below", field: NEXT, value: day(1) },
    ],
  },
  week: {
    op: "all",
    parts: [
      { op: "at_least", field: NEXT, value: day(0) },
      { op: "below", field: NEXT, value: day(7) },
    ],
  },
  none: not({ op: "filled", field: NEXT }),
};

function ownedBy(owners: (string | null)[]): Filter {
  const people = owners.filter((owner) => owner !== null);
  const byPeople: Filter = {
    op: "one_of",
    field: "owner_id",
    values: people.map((owner) => (owner === ME ? { is: "me" } : value(owner))),
  };
  if (!owners.includes(null)) return byPeople;
  const byNobody = not({ op: "filled", field: "owner_id" });
  return people.length === 0 ? byNobody : { op: "any", parts: [byPeople, byNobody] };
}

function filterOf(condition: Condition): Filter {
  switch (condition.on) {
    case "owner":
      return ownedBy(condition.owners);
    case "stage":
      return oneOf("lifecycle_stage", condition.stages);
    case "quality":
      return oneOf("lead_quality", condition.qualities);
    case "type":
      return oneOf("client_type", condition.types);
    case "tags":
      return { op: "any", parts: condition.tags.map((tag) => ({ op: "tagged", tag })) };
    case "follow_up":
      return DUE[condition.due];
    case "quiet":
      return not({ op: "at_least", field: "last_contact_at", value: day(-condition.days) });
    case "score":
      return { op: "at_least", field: "score", value: value(condition.least) };
    case "source":
      return oneOf("source", condition.sources);
    case "text":
      return { op: "text", text: condition.text };
    case "other":
      return condition.filter;
  }
}

/** The filter of a list: clients of these types, unless a condition speaks of types itself, and every condition. */
export function toFilter(types: ClientType[], conditions: readonly Condition[]): Filter {
  const own = conditions.some((condition) => condition.on === "type") ? [] : [oneOf("client_type", types)];
  return { op: "all", parts: [...own, ...conditions.map(filterOf)] };
}

/** The conditions a filter was made of. What cannot be read is kept as it is. */
export function toConditions(types: ClientType[], filter: Filter): Condition[] {
  const parts = filter.op === "all" ? filter.parts : [filter];
  const implied = oneOf("client_type", types);
  return parts.filter((part) => !same(part, implied)).map(conditionOf);
}

function conditionOf(part: Filter): Condition {
  const read = READERS.map((reader) => reader(part)).find((condition) => condition !== null);
  // Only what is written back exactly as it was read may be shown as a chip that can be changed.
  return read && same(filterOf(read), part) ? read : { on: "other", filter: part };
}

const READERS: ((part: Filter) => Condition | null)[] = [
  (part) => (part.op === "text" ? { on: "text", text: part.text } : null),
  (part) => {
    const [people, nobody] = part.op === "any" ? part.parts : [part];
    if (same(part, not({ op: "filled", field: "owner_id" }))) return { on: "owner", owners: [null] };
    if (people?.op !== "one_of" || people.field !== "owner_id") return null;
    const owners = people.values.map((operand) => (operand.is === "value" ? String(operand.value) : ME));
    return { on: "owner", owners: nobody ? [...owners, null] : owners };
  },
  (part) => {
    if (part.op !== "one_of") return null;
    const values = part.values.map((operand) => (operand.is === "value" ? String(operand.value) : ""));
    switch (part.field) {
      case "lifecycle_stage":
        return { on: "stage", stages: values as LifecycleStage[] };
      case "lead_quality":
        return { on: "quality", qualities: values as LeadQuality[] };
      case "client_type":
        return { on: "type", types: values as ClientType[] };
      case "source":
        return { on: "source", sources: values };
      default:
        return null;
    }
  },
  (part) => {
    if (part.op !== "any" || part.parts.length === 0) return null;
    return { on: "tags", tags: part.parts.map((test) => (test.op === "tagged" ? test.tag : "")) };
  },
  (part) => {
    const due = (Object.keys(DUE) as FollowUpDue[]).find((each) => same(DUE[each], part));
    return due ? { on: "follow_up", due } : null;
  },
  (part) => {
    if (part.op !== "not" || part.part.op !== "at_least" || part.part.value.is !== "day") return null;
    return { on: "quiet", days: -part.part.value.days };
  },
  (part) => {
    if (part.op !== "at_least" || part.field !== "score" || part.value.is !== "value") return null;
    return { on: "score", least: Number(part.value.value) };
  },
];

/** The conditions with this one in the place of the one on the same thing. */
export function withCondition(conditions: readonly Condition[], next: Condition): Condition[] {
  if (next.on === "other") return [...conditions, next];
  const at = conditions.findIndex((condition) => condition.on === next.on);
  return at < 0 ? [...conditions, next] : conditions.toSpliced(at, 1, next);
}

/** Whether the condition says nothing, so that it can be left out. */
export function isVoid(condition: Condition): boolean {
  switch (condition.on) {
    case "owner":
      return condition.owners.length === 0;
    case "stage":
      return condition.stages.length === 0;
    case "quality":
      return condition.qualities.length === 0;
    case "type":
      return condition.types.length === 0;
    case "tags":
      return condition.tags.length === 0;
    case "source":
      return condition.sources.length === 0;
    case "text":
      return condition.text.trim() === "";
    case "follow_up":
    case "quiet":
    case "score":
    case "other":
      return false;
  }
}
