import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Tags } from "lucide-react";
import { useState } from "react";
import type { TagRow } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { lateText, useLateText } from "../../i18n/lateText";
import { Answer } from "../../kit/Answer";
import { TagChip } from "../../kit/marks";
import { useSayDone } from "../../kit/useSayDone";
import { SettingList } from "../settings/SettingList";
import { TagDialog } from "./TagDialog";

/** Every tag there is, for those who may change them. */
export function TagsPart() {
  const directory = useQuery(ask("directory", {}));
  return (
    <Answer of={directory} skeleton={null}>
      {({ tags }) => <TagList tags={tags} />}
    </Answer>
  );
}

function TagList({ tags }: { tags: TagRow[] }) {
  const t = useLateText();
  const { language } = useSpeech();
  const sayDone = useSayDone();
  const remove = useEdit("tag_delete");
  const show = useShowTags();
  const [open, setOpen] = useState<TagRow | "new" | null>(null);
  const inOrder = tags.toSorted((one, other) => one.name.localeCompare(other.name, language));

  const putAway = (tag: TagRow) => {
    if (remove.isPending) return;
    remove.mutate(
      { id: tag.id },
      {
        onSuccess: (edited) => {
          show((before) => before.filter(({ id }) => id !== tag.id));
          sayDone((speech) => lateText(speech.language)("tag_settings-removed", { name: tag.name }), edited);
        },
      },
    );
  };

  return (
    <>
      <SettingList
        why={t("tag_settings-why")}
        lines={inOrder}
        words={{
          add: t("tag_settings-new"),
          change: (name) => t("tag_settings-change", { name }),
          remove: (name) => t("tag_settings-remove", { name }),
        }}
        onAdd={() => setOpen("new")}
        onChange={setOpen}
        onRemove={putAway}
        none={{ icon: <Tags />, title: t("tag_settings-none"), text: t("tag_settings-none_text") }}
      >
        {(tag) => (
          <span title={tag.name}>
            <TagChip tag={tag} />
          </span>
        )}
      </SettingList>
      {open !== null && (
        <TagDialog
          tag={open === "new" ? null : open}
          others={tags.filter((tag) => tag !== open)}
          onSaved={(saved, edited) => {
            const isNew = open === "new";
            show((before) => [...before.filter(({ id }) => id !== saved.id), saved]);
            const id = isNew ? "tag_settings-added" : "tag_settings-saved";
            sayDone((speech) => lateText(speech.language)(id, { name: saved.name }), edited);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

/** Shows what was done to the tags before the directory, which gathers changes, is read again. */
function useShowTags(): (change: (before: TagRow[]) => TagRow[]) => void {
  const answers = useQueryClient();
  return (change) =>
    answers.setQueryData(
      ask("directory", {}).queryKey,
      (directory) => directory && { ...directory, tags: change(directory.tags) },
    );
}
