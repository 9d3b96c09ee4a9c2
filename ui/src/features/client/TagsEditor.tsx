import { Plus, Tag } from "lucide-react";
import { useState } from "react";
import type { ClientRow, TagRow } from "../../host/api";
import { useEdit } from "../../host/query";
import { tagsOf, useDirectory } from "../../host/useDirectory";
import { useText } from "../../i18n";
import { IconButton } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { TagChip } from "../../kit/marks";
import { Popover } from "../../kit/Popover";
import { useSayDone } from "../../kit/useSayDone";
import { TagPickList } from "../tags";
import styles from "./TagsEditor.module.css";

type Props = { row: ClientRow; editable: boolean };

/** The client's tags, and a list to put them on and take them off. */
export function TagsEditor({ row, editable }: Props) {
  const t = useText();
  const directory = useDirectory();
  const [open, setOpen] = useState(false);
  const change = useEdit("clients_bulk");
  const sayDone = useSayDone();
  const toggle = (tag: TagRow) => {
    const off = row.tags.includes(tag.id);
    change.mutate(
      {
        selection: { ids: { ids: [row.id] } },
        change: off ? { untag: { tag_id: tag.id } } : { tag: { tag_id: tag.id } },
      },
      {
        onSuccess: (edited) =>
          sayDone(({ text }) => text(off ? "client-untagged" : "client-tagged", { tag: tag.name }), edited),
      },
    );
  };
  useCommands(editable ? [{ id: "client.tags", icon: Tag, run: () => setOpen(true) }] : []);

  return (
    <>
      {tagsOf(directory, row.tags).map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      {editable && (
        <Popover
          open={open}
          onOpenChange={setOpen}
          label={t("field-tags")}
          trigger={
            <IconButton size="small" label={t("client-edit_tags")} keys="t">
              <Plus />
            </IconButton>
          }
        >
          <div className={styles.list}>
            <TagPickList label={t("client-find_tag")} chosen={row.tags} onPick={toggle} />
          </div>
        </Popover>
      )}
    </>
  );
}
