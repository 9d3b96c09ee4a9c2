import { useQuery, useQueryClient } from "@tanstack/react-query";
import { PencilLine, Plus, Tags, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { TagRow } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Answer } from "../../kit/Answer";
import { Button, IconButton } from "../../kit/Button";
import { EmptyState } from "../../kit/EmptyState";
import { TagChip } from "../../kit/marks";
import { useSayDone } from "../../kit/useSayDone";
import { TagDialog } from "./TagDialog";
import styles from "./TagsPart.module.css";

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
  const list = useRef<HTMLUListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const removed = useRef<{ tag: TagRow; at: number } | null>(null);
  const inOrder = tags.toSorted((one, other) => one.name.localeCompare(other.name, language));

  // The row with the focus is gone: the one in its place takes it.
  useEffect(() => {
    if (removed.current === null || tags.includes(removed.current.tag)) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-remove]") ?? [])];
    (rows[Math.min(removed.current.at, rows.length - 1)] ?? add.current)?.focus();
    removed.current = null;
  });

  const putAway = (tag: TagRow, at: number) => {
    // Not disabled meanwhile, for that would lose the focus.
    if (remove.isPending) return;
    remove.mutate(
      { id: tag.id },
      {
        onSuccess: (edited) => {
          removed.current = { tag, at };
          show((before) => before.filter(({ id }) => id !== tag.id));
          sayDone(t("tag_settings-removed", { name: tag.name }), edited);
        },
      },
    );
  };

  const newTag = (
    <Button ref={add} icon={<Plus />} onClick={() => setOpen("new")}>
      {t("tag_settings-new")}
    </Button>
  );
  return (
    <div className={styles.part}>
      {inOrder.length === 0 ? (
        <EmptyState icon={<Tags />} title={t("tag_settings-none")} actions={newTag}>
          {t("tag_settings-none_text")}
        </EmptyState>
      ) : (
        <>
          <header className={styles.head}>
            <p className={styles.why}>{t("tag_settings-why")}</p>
            {newTag}
          </header>
          <ul ref={list} className={styles.tags}>
            {inOrder.map((tag, at) => (
              <li key={tag.id} className={styles.tag}>
                <span className={styles.chip} title={tag.name}>
                  <TagChip tag={tag} />
                </span>
                <IconButton label={t("tag_settings-change", { name: tag.name })} onClick={() => setOpen(tag)}>
                  <PencilLine />
                </IconButton>
                <IconButton
                  label={t("tag_settings-remove", { name: tag.name })}
                  data-remove
                  onClick={() => putAway(tag, at)}
                >
                  <Trash2 />
                </IconButton>
              </li>
            ))}
          </ul>
        </>
      )}
      {open !== null && (
        <TagDialog
          tag={open === "new" ? null : open}
          others={tags.filter((tag) => tag !== open)}
          onSaved={(saved, edited) => {
            const isNew = open === "new";
            show((before) => [...before.filter(({ id }) => id !== saved.id), saved]);
            sayDone(t(isNew ? "tag_settings-added" : "tag_settings-saved", { name: saved.name }), edited);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
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
