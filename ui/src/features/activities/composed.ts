import type { ActivityKind, ActivityRow, Priority } from "../../host/api";
import { leadOf, remindAt } from "./reminder";

/** An activity as a form holds it. */
export type Content = {
  kind: ActivityKind;
  subject: string;
  body: string;
  due_at: number | null;
  /** Minutes before it is due. */
  remind_before: number | null;
  priority: Priority;
  client_id: string | null;
};

export const EMPTY: Content = {
  kind: "task",
  subject: "",
  body: "",
  due_at: null,
  remind_before: null,
  priority: "normal",
  client_id: null,
};

export const contentOf = (activity: ActivityRow): Content => ({
  kind: activity.kind,
  subject: activity.subject,
  body: activity.body ?? "",
  due_at: activity.due_at,
  remind_before: leadOf(activity.due_at, activity.remind_at),
  priority: activity.priority ?? "normal",
  client_id: activity.client_id,
});

/** What the core keeps of it; the client is named apart. */
export const valuesOf = ({ kind, subject, body, due_at, remind_before, priority }: Content) => ({
  kind,
  subject,
  body,
  due_at,
  remind_at: remindAt(due_at, remind_before),
  priority,
});

type Values = Partial<ReturnType<typeof valuesOf>>;

/** What differs, so that what others change meanwhile is not written over. */
export function changesBetween(before: Content, after: Content): Values {
  const old: Record<string, unknown> = valuesOf(before);
  return Object.fromEntries(Object.entries(valuesOf(after)).filter(([field, value]) => value !== old[field]));
}
