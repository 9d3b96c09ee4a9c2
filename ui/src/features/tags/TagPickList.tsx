import type { TagRow } from "../../host/api";
import { useEdit } from "../../host/query";
import { useDirectory } from "../../host/useDirectory";
import { useText } from "../../i18n";
import { hueOf } from "../../kit/initials";
import { TagChip } from "../../kit/marks";
import { PickList } from "../../kit/PickList";

type Props = {
  label: string;
  /** Ids of those that are ticked. */
  chosen?: string[];
  onPick: (tag: TagRow) => void;
};

/** Tags one picks from. One that is missing is added by typing its name. */
export function TagPickList({ label, chosen = [], onPick }: Props) {
  const t = useText();
  const { tags } = useDirectory();
  const create = useEdit("tag_create");
  const make = (name: string) => {
    // Pressed twice it is one tag.
    if (create.isPending) return;
    // Its hue follows from its name, so that two people who add the same one see the same.
    const tag: TagRow = { id: crypto.randomUUID(), name, colour: hueOf(name), category: null };
    const request = { id: tag.id, fields: { values: { name, colour: tag.colour } }, draft: null };
    create.mutate(request, { onSuccess: () => onPick(tag) });
  };
  return (
    <PickList
      label={label}
      none={t("tags-type_name")}
      choices={tags.map((tag) => ({
        value: tag.id,
        label: tag.name,
        mark: <TagChip tag={tag} />,
        chosen: chosen.includes(tag.id),
      }))}
      onPick={({ value }) => {
        const tag = tags.find(({ id }) => id === value);
        if (tag) onPick(tag);
      }}
      make={{ offer: (name: string) => t("tags-add", { name }), run: make }}
    />
  );
}
