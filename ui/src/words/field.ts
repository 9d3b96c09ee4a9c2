import type { Directory } from "../host/api";
import { profileOf } from "../host/useDirectory";
import type { Speech } from "../i18n/Speech";
import { phone } from "./phone";
import { sourceName } from "./source";
import { moment } from "./when";

export type FieldValue = string | number | boolean | null;

/** Every field of a record a person can see by name. */
const NAMED = [
  "kind",
  "name",
  "company_name",
  "client_type",
  "lifecycle_stage",
  "lead_quality",
  "score",
  "source",
  "owner_id",
  "email",
  "phone",
  "phone2",
  "address",
  "next_follow_up_at",
  "next_follow_up_kind",
  "last_contact_at",
  "opt_out_call",
  "opt_out_email",
  "custom",
  "title",
  "is_primary",
  "subject",
  "body",
  "assignee_id",
  "status",
  "priority",
  "due_at",
  "remind_at",
  "done_at",
  "call_outcome",
  "read_at",
  "pinned",
  "client_id",
  "tag_id",
  "colour",
  "category",
  "definition",
  "position",
] as const;

/** The field's name for people; a field this version does not know keeps its own. */
export function fieldName({ text: t }: Pick<Speech, "text">, field: string): string {
  const known = NAMED.find((name) => name === field);
  return known ? t(`field-${known}`) : field;
}

/** What stands in a field, as people read it. */
export function fieldValue(
  speech: Speech,
  directory: Directory,
  field: string,
  value: FieldValue,
  now: number,
): string {
  const { text: t } = speech;
  if (value === null || value === "") return t("value-empty");
  if (typeof value === "boolean") return t(value ? "value-yes" : "value-no");
  if (typeof value === "number") return field.endsWith("_at") ? moment(speech, value, now) : String(value);
  if (field === "phone" || field === "phone2") return phone(value, speech.country);
  if (field === "owner_id" || field === "assignee_id") return profileOf(directory, value)?.name ?? value;
  if (field === "tag_id") return directory.tags.find((tag) => tag.id === value)?.name ?? value;
  return wordOf(speech, field, value) ?? value;
}

/** The words of closed lists. */
function wordOf({ text: t }: Pick<Speech, "text">, field: string, value: string): string | null {
  const among = <Word extends string>(words: readonly Word[]) => words.find((word) => word === value);
  switch (field) {
    case "client_type": {
      const word = among(["lead", "prospect", "customer"]);
      return word ? t(`client_type-${word}`) : null;
    }
    case "lifecycle_stage": {
      const word = among(STAGES);
      return word ? t(`stage-${word}`) : null;
    }
    case "source":
      return sourceName(t, value);
    case "lead_quality": {
      const word = among(QUALITIES);
      return word ? t(`quality-${word}`) : null;
    }
    case "kind": {
      const word = among(["person", "company"]);
      if (word) return t(`client_kind-${word}`);
      return wordOf({ text: t }, "next_follow_up_kind", value);
    }
    case "next_follow_up_kind": {
      const word = among(["call", "email", "meeting", "task"]);
      return word ? t(`activity_kind-${word}`) : null;
    }
    case "status": {
      const word = among(["open", "done", "cancelled"]);
      return word ? t(`activity_status-${word}`) : null;
    }
    case "priority": {
      const word = among(["low", "normal", "high"]);
      return word ? t(`priority-${word}`) : null;
    }
    case "call_outcome": {
      const word = among(OUTCOMES);
      return word ? t(`wrap_up-${word}`) : null;
    }
    default:
      return null;
  }
}

export const STAGES = ["lead", "mql", "sql", "opportunity", "customer", "evangelist"] as const;
export const QUALITIES = ["hot", "warm", "cold"] as const;
/** Every way a call may have gone, as the core orders them. */
export const OUTCOMES = [
  "wants_quote",
  "meeting_set",
  "call_back",
  "needs_approval",
  "won",
  "not_interested",
  "wrong_person",
  "bad_line",
  "do_not_call",
] as const;
