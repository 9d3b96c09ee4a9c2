import type { Directory } from "../../../host/api";
import type { PlainMsgId, Text } from "../../../i18n";
import { sourceName } from "../../../words/source";
import { ME, type Condition } from "../view/conditions";

export type ConditionKind = Condition["on"];

/** What a condition is about. */
export const KIND_NAME: Record<ConditionKind, PlainMsgId> = {
  owner: "field-owner_id",
  stage: "field-lifecycle_stage",
  quality: "field-lead_quality",
  type: "field-client_type",
  tags: "field-tags",
  follow_up: "leads-next-follow-up",
  quiet: "leads-last-contact",
  score: "field-score",
  source: "field-source",
  text: "leads-filter-text",
  other: "leads-filter-other",
};

/** What a chip says behind its name: "Hot or Warm", "above 40". */
export function describe(condition: Condition, t: Text, directory: Directory | undefined): string {
  const either = (words: string[]) => words.join(t("leads-filter-or"));
  switch (condition.on) {
    case "owner":
      return either(condition.owners.map((owner) => ownerWord(owner, t, directory)));
    case "stage":
      return either(condition.stages.map((stage) => t(`stage-${stage}`)));
    case "quality":
      return either(condition.qualities.map((quality) => t(`quality-${quality}`)));
    case "type":
      return either(condition.types.map((type) => t(`client_type-${type}`)));
    case "tags":
      return either(condition.tags.map((id) => directory?.tags.find((tag) => tag.id === id)?.name ?? "…"));
    case "follow_up":
      return t(`leads-due-${condition.due}`);
    case "quiet":
      return t("leads-quiet-days", { count: condition.days });
    case "score":
      return t("leads-score-least", { score: condition.least });
    case "source":
      return either(condition.sources.map((source) => sourceName(t, source)));
    case "text":
      return `“${condition.text}”`;
    case "other":
      return t("leads-filter-kept");
  }
}

function ownerWord(owner: string | null, t: Text, directory: Directory | undefined): string {
  if (owner === ME) return t("leads-owner-me");
  if (owner === null) return t("owner-nobody");
  return directory?.profiles.find((profile) => profile.id === owner)?.name ?? "…";
}
