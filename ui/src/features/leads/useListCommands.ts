import {
  CheckCheck,
  CircleDot,
  ListX,
  Pencil,
  Plus,
  Search,
  SquareCheck,
  Tag,
  Trash2,
  UserRound,
  CalendarPlus,
} from "lucide-react";
import type { RefObject } from "react";
import { useRights } from "../../host/rights";
import { useText } from "../../i18n";
import { useCommands, type Command } from "../../kit/commands/useCommands";
import type { BulkList } from "./bars/BulkBar";
import type { GridState } from "./grid/useGrid";
import type { ShownView } from "./view/useShownView";

type Parts = {
  grid: GridState;
  view: ShownView;
  searchRef: RefObject<HTMLInputElement | null>;
  openBulk: (list: BulkList) => void;
  openFilter: () => void;
  openClient: (row: number) => void;
  openNew: () => void;
  remove: () => void;
};

/** Everything a list can be told from the keyboard. */
export function useListCommands({
  grid,
  view,
  searchRef,
  openBulk,
  openFilter,
  openClient,
  openNew,
  remove,
}: Parts): void {
  const t = useText();
  const rights = useRights();
  /** The row under the cursor stands for a selection until there is one. */
  const withSelection = (act: () => void) => () => {
    if (grid.count === 0) grid.toggle(grid.cursor.row);
    act();
  };
  const step = (by: number, extend: boolean) => () => {
    if (extend) void grid.extendTo(grid.cursor.row + by);
    grid.move(by);
  };

  const assigning: Command[] = [
    {
      id: "row-assign",
      title: t("leads-bulk-owner"),
      group: "record",
      keys: "a",
      icon: UserRound,
      run: withSelection(() => openBulk("owner")),
    },
  ];
  const deleting: Command[] = [
    { id: "row-delete", title: t("leads-bulk-delete"), group: "record", keys: "backspace", icon: Trash2, run: remove },
  ];
  const editing: Command[] = [
    {
      id: "lead-new",
      title: t(view.list === "leads" ? "leads-new" : "clients-new"),
      group: "list",
      keys: "n l",
      icon: Plus,
      run: openNew,
    },
    {
      id: "row-edit",
      title: t("command-edit"),
      group: "record",
      keys: "e",
      icon: Pencil,
      run: () => grid.edit("name"),
    },
    {
      id: "row-follow-up",
      title: t("leads-plan"),
      group: "record",
      keys: "f",
      icon: CalendarPlus,
      run: () => grid.edit("next_follow_up_at"),
    },
    {
      id: "row-stage",
      title: t("leads-bulk-stage"),
      group: "record",
      keys: "s",
      icon: CircleDot,
      run: withSelection(() => openBulk("stage")),
    },
    {
      id: "row-tag",
      title: t("leads-bulk-tag"),
      group: "record",
      keys: "t",
      icon: Tag,
      run: withSelection(() => openBulk("tag")),
    },
  ];

  useCommands([
    { id: "list-down", title: t("command-down"), group: "list", keys: "j", run: step(1, false) },
    { id: "list-up", title: t("command-up"), group: "list", keys: "k", run: step(-1, false) },
    {
      id: "list-select",
      title: t("command-select"),
      group: "list",
      keys: "x",
      icon: SquareCheck,
      run: () => grid.toggle(grid.cursor.row),
    },
    { id: "list-more", title: t("command-select-more"), group: "list", keys: "shift+j", run: step(1, true) },
    { id: "list-more-up", title: t("command-select-more-up"), group: "list", keys: "shift+k", run: step(-1, true) },
    {
      id: "list-all",
      title: t("command-select-all"),
      group: "list",
      keys: "mod+a",
      icon: CheckCheck,
      run: grid.selectEverything,
    },
    {
      id: "list-open",
      title: t("leads-open"),
      group: "list",
      keys: "enter",
      local: true,
      run: () => openClient(grid.cursor.row),
    },
    {
      id: "list-search",
      title: t("leads-search-here"),
      group: "list",
      keys: "/",
      icon: Search,
      run: () => searchRef.current?.focus(),
    },
    { id: "list-filter", title: t("command-filter"), group: "list", keys: "shift+l", icon: Search, run: openFilter },
    {
      id: "list-clear",
      title: t("command-clear-filters"),
      group: "list",
      keys: "shift+f",
      icon: ListX,
      run: view.reset,
    },
    {
      id: "list-none",
      title: t("leads-bulk-clear"),
      group: "list",
      keys: "escape",
      run: grid.clear,
    },
    ...(rights.edit ? editing : []),
    ...(rights.assign ? assigning : []),
    ...(rights.delete ? deleting : []),
  ]);
}
