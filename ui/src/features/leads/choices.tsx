import type { ClientType, Directory, LeadQuality, LifecycleStage } from "../../host/api";
import type { Text } from "../../i18n";
import { Avatar } from "../../kit/Avatar";
import { QualityMark, StageChip, TagChip } from "../../kit/marks";
import type { Choice } from "../../kit/PickList";

export const STAGES: LifecycleStage[] = ["lead", "mql", "sql", "opportunity", "customer", "evangelist"];
export const QUALITIES: LeadQuality[] = ["hot", "warm", "cold"];
export const CLIENT_TYPES: ClientType[] = ["lead", "prospect", "customer"];

/** Fields that hold one of a closed list. */
export type ChoiceKind = "stage" | "quality" | "type" | "owner";

/** What a field can be set to, as a list one picks from. */
export function choicesOf(kind: ChoiceKind, t: Text, directory: Directory | undefined): Choice[] {
  switch (kind) {
    case "stage":
      return STAGES.map((stage) => ({ value: stage, label: t(`stage-${stage}`), mark: <StageChip stage={stage} /> }));
    case "quality":
      return [
        ...QUALITIES.map((quality) => ({
          value: quality,
          label: t(`quality-${quality}`),
          mark: <QualityMark quality={quality} />,
        })),
        { value: null, label: t("leads-no-quality") },
      ];
    case "type":
      return CLIENT_TYPES.map((type) => ({ value: type, label: t(`client_type-${type}`) }));
    case "owner":
      return [...peopleOf(directory), { value: null, label: t("owner-nobody") }];
  }
}

/** Colleagues a record can be given to. */
export function peopleOf(directory: Directory | undefined): Choice[] {
  return (directory?.profiles ?? [])
    .filter((profile) => profile.active)
    .map(({ id, name }) => ({
      value: id,
      label: name,
      mark: (
        <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
          <Avatar id={id} name={name} size={20} /> {name}
        </span>
      ),
    }));
}

export function tagsOf(directory: Directory | undefined): Choice[] {
  return (directory?.tags ?? []).map((tag) => ({ value: tag.id, label: tag.name, mark: <TagChip tag={tag} /> }));
}
