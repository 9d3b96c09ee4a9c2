import { ArrowUpRight, CalendarPlus, CircleDot, Mail, Phone, Tag, Trash2, Undo2, UserRound, Users } from "lucide-react";
import { useRef } from "react";
import type { ClientRow } from "../../host/api";
import { useMayEdit, useRights } from "../../host/rights";
import { useSpeech } from "../../i18n";
import { commandsNow } from "../../kit/commands/useCommands";
import { MenuAt, MenuItem, MenuLine } from "../../kit/Menu";
import { say } from "../../kit/toasts";
import { RowCallItems } from "../call";
import { phone } from "../../words/phone";
import type { BulkList } from "./bars/BulkBar";
import type { GridState } from "./grid/useGrid";

/** Where the menu was asked for. */
export type MenuPlace = { row: number; anchor: { getBoundingClientRect: () => DOMRect } };

type Props = {
  place: MenuPlace | null;
  row: ClientRow | undefined;
  grid: GridState;
  /** How the focus comes back to the rows. */
  rows: HTMLElement | null;
  onClose: () => void;
  onOpen: (row: number) => void;
  onBulk: (list: BulkList) => void;
  onDelete: () => void;
};

const copy = (copied: string) => () => {
  navigator.clipboard.writeText(copied).then(
    () => say(({ text }) => text("leads-copied", { text: copied })),
    () => say(({ text }) => text("leads-copy-failed")),
  );
};

/** What can be done to one row, or to everything selected if the row is part of it. */
export function RowMenu({ place, row, grid, rows, onClose, onOpen, onBulk, onDelete }: Props) {
  const { text: t, country } = useSpeech();
  const rights = useRights();
  const mayEdit = useMayEdit();
  // What opens something of its own waits until the menu has given the focus back.
  const next = useRef<(() => void) | null>(null);
  const afterwards = (act: () => void) => () => {
    next.current = act;
  };
  const bulk = (list: BulkList) =>
    afterwards(() => {
      if (grid.count === 0) grid.toggle(grid.cursor.row);
      onBulk(list);
    });

  return (
    <MenuAt
      open={place !== null && row !== undefined}
      anchor={place?.anchor}
      finalFocus={() => rows ?? true}
      onClose={onClose}
      onClosed={() => {
        const act = next.current;
        next.current = null;
        act?.();
      }}
    >
      {place && row && (
        <>
          <MenuItem icon={<ArrowUpRight />} keys="enter" onSelect={() => onOpen(place.row)}>
            {t("leads-open")}
          </MenuItem>
          <RowCallItems client={row.id} name={row.name} />
          {mayEdit(row) && (
            <MenuItem icon={<CalendarPlus />} keys="f" onSelect={afterwards(() => grid.edit("next_follow_up_at"))}>
              {t("leads-plan")}
            </MenuItem>
          )}
          <MenuItem
            icon={<Phone />}
            disabled={row.phone === null}
            onSelect={copy(row.phone ? phone(row.phone, country) : "")}
          >
            {t("leads-copy-phone")}
          </MenuItem>
          <MenuItem icon={<Mail />} disabled={row.email === null} onSelect={copy(row.email ?? "")}>
            {t("leads-copy-email")}
          </MenuItem>
          {mayEdit(row) && (
            <>
              <MenuLine />
              {rights.assign && (
                <MenuItem icon={<UserRound />} keys="a" onSelect={bulk("owner")}>
                  {t("leads-bulk-owner")}
                </MenuItem>
              )}
              <MenuItem icon={<CircleDot />} keys="s" onSelect={bulk("stage")}>
                {t("leads-bulk-stage")}
              </MenuItem>
              <MenuItem icon={<Tag />} keys="t" onSelect={bulk("tag")}>
                {t("leads-bulk-tag")}
              </MenuItem>
              <MenuItem icon={<Users />} onSelect={bulk("type")}>
                {t("leads-bulk-type")}
              </MenuItem>
              <MenuLine />
              <MenuItem icon={<Undo2 />} keys="mod+z" onSelect={undo}>
                {t("command-undo")}
              </MenuItem>
              {rights.delete && (
                <MenuItem icon={<Trash2 />} tone="danger" keys="backspace" onSelect={afterwards(onDelete)}>
                  {t("leads-bulk-delete")}
                </MenuItem>
              )}
            </>
          )}
        </>
      )}
    </MenuAt>
  );
}

/** The one of the app, so that it says the same as its keys do. */
const undo = () =>
  commandsNow()
    .find(({ id }) => id === "undo")
    ?.run();
