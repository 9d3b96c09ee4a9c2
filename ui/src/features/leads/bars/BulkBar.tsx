import { useQuery } from "@tanstack/react-query";
import { CircleDot, Flame, MoreHorizontal, Tag, Tags, Trash2, UserRound, Users } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { BulkChange, Selection } from "../../../host/api";
import { ask, useEdit } from "../../../host/query";
import { useRights } from "../../../host/rights";
import { useGoesOn } from "../../../host/useGoesOn";
import { problemSentence, useSpeech, useText } from "../../../i18n";
import { HeldButton, IconButton } from "../../../kit/Button";
import { Keys } from "../../../kit/Keys";
import { Menu, MenuItem, MenuLine } from "../../../kit/Menu";
import { PickList, type Choice } from "../../../kit/PickList";
import { Popover } from "../../../kit/Popover";
import { sayWarning } from "../../../kit/toasts";
import { useSayDone } from "../../../kit/useSayDone";
import { number } from "../../../words/number";
import { TagPickList } from "../../tags";
import { choicesOf, tagsOf } from "../choices";
import styles from "./BulkBar.module.css";

/** What a list of choices in the bar changes. */
export type BulkList = "owner" | "stage" | "tag" | "untag" | "type" | "quality";

type Props = {
  count: number;
  /** No further row can be selected one by one. */
  full: boolean;
  bulk: Bulk;
  onClear: () => void;
};

/** What can be done to everything that is selected. It floats, so that no row moves. */
export function BulkBar({ count, full, bulk, onClear }: Props) {
  const t = useText();
  const { language } = useSpeech();
  const rights = useRights();
  const { open, onOpen } = bulk;
  const directory = useQuery(ask("directory", {})).data;
  const [more, setMore] = useState<"untag" | "type" | "quality" | null>(null);
  const shownMore = more ?? (open === "untag" || open === "type" || open === "quality" ? open : null);

  const finish = (chosen: BulkChange) => {
    onOpen(null);
    setMore(null);
    bulk.change(chosen);
  };
  const list = (which: BulkList): ReactNode => {
    const label = t(`leads-bulk-${which}`);
    if (which === "tag") return <TagPickList label={label} onPick={({ id }) => finish({ tag: { tag_id: id } })} />;
    return (
      <PickList
        choices={which === "untag" ? tagsOf(directory) : choicesOf(which, t, directory)}
        label={label}
        none={t("leads-no-choice")}
        onPick={(choice) => finish(changeOf(which, choice))}
      />
    );
  };
  const why = bulk.goesOn ? t("leads-bulk-busy") : undefined;
  const button = (which: "owner" | "stage" | "tag", icon: ReactNode, keys: string) => (
    <Popover
      open={open === which}
      onOpenChange={(stays) => onOpen(stays ? which : null)}
      label={t(`leads-bulk-${which}`)}
      side="top"
      trigger={
        <HeldButton kind="ghost" icon={icon} keys={keys} why={why}>
          {t(`leads-bulk-${which}`)}
        </HeldButton>
      }
    >
      {list(which)}
    </Popover>
  );

  return (
    <section className={styles.bar} aria-label={t("leads-bulk-label")} data-region>
      <span className={styles.count} role="status">
        <span className={styles.number}>{number(language, count)}</span>
        {t("leads-bulk-selected")}
        {full && <span className={styles.full}>{t("leads-bulk-full")}</span>}
      </span>
      <span className={styles.line} />
      {!rights.edit && <span>{t("leads-bulk-read-only")}</span>}
      {rights.assign && button("owner", <UserRound />, "a")}
      {rights.edit && button("stage", <CircleDot />, "s")}
      {rights.edit && button("tag", <Tag />, "t")}
      <Popover
        open={shownMore !== null}
        onOpenChange={(stays) => {
          if (stays) return;
          setMore(null);
          onOpen(null);
        }}
        label={t("leads-bulk-more")}
        side="top"
        align="end"
        anchor={() => document.querySelector("[data-bulk-more]")}
      >
        {shownMore && list(shownMore)}
      </Popover>
      {rights.edit && (
        <Menu
          {...(bulk.goesOn && { refuse })}
          side="top"
          align="end"
          trigger={
            <IconButton label={t("leads-bulk-more")} why={why} data-bulk-more>
              <MoreHorizontal />
            </IconButton>
          }
        >
          <MenuItem icon={<Flame />} onSelect={() => setMore("quality")}>
            {t("leads-bulk-quality")}
          </MenuItem>
          <MenuItem icon={<Users />} onSelect={() => setMore("type")}>
            {t("leads-bulk-type")}
          </MenuItem>
          <MenuItem icon={<Tags />} onSelect={() => setMore("untag")}>
            {t("leads-bulk-untag")}
          </MenuItem>
          {rights.delete && (
            <>
              <MenuLine />
              <MenuItem icon={<Trash2 />} tone="danger" keys="backspace" onSelect={() => bulk.change("delete")}>
                {t("leads-bulk-delete")}
              </MenuItem>
            </>
          )}
        </Menu>
      )}
      <span className={styles.line} />
      <button type="button" className={styles.clear} onClick={onClear}>
        <Keys keys="escape" />
        <span className={styles.spoken}>{t("leads-bulk-clear")}</span>
      </button>
    </section>
  );
}

export type Bulk = {
  change: (change: BulkChange) => void;
  /** One goes on: the next has to wait for it. */
  goesOn: boolean;
  /** Whose choices are listed. */
  open: BulkList | null;
  onOpen: (list: BulkList | null) => void;
};

const refuse = () => sayWarning(({ text }) => text("leads-bulk-busy"));

/** Changes everything that is selected and says so, with the way back; one change at a time. */
export function useBulk(selection: Selection | null, onDone: () => void): Bulk {
  const bulk = useEdit("clients_bulk");
  const goesOn = useGoesOn("clients_bulk");
  const [open, setOpen] = useState<BulkList | null>(null);
  const sayDone = useSayDone();
  const change = (wanted: BulkChange) => {
    if (goesOn) return refuse();
    if (!selection) return;
    bulk.mutate(
      { selection, change: wanted },
      {
        onSuccess: (edited) => {
          onDone();
          const { count, problem } = edited;
          const id = wanted === "delete" ? "leads-bulk-deleted" : "leads-bulk-changed";
          sayDone(({ text, language }) => {
            const shown = number(language, count);
            return problem
              ? text("leads-bulk-broke_off", { shown, why: problemSentence(text, problem) })
              : text(id, { count, shown });
          }, edited);
        },
      },
    );
  };
  const onOpen = (list: BulkList | null) => (list && goesOn ? refuse() : setOpen(list));
  return { change, goesOn, open, onOpen };
}

function changeOf(which: Exclude<BulkList, "tag">, { value }: Choice): BulkChange {
  switch (which) {
    case "owner":
      return { assign: { owner_id: value } };
    case "stage":
      return { set: { field: "lifecycle_stage", value } };
    case "quality":
      return { set: { field: "lead_quality", value } };
    case "type":
      return { set: { field: "client_type", value } };
    case "untag":
      return { untag: { tag_id: value ?? "" } };
  }
}
