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
import { useText } from "../../i18n";
import { useCommands } from "../../kit/commands/useCommands";
import type { BulkList } from "./bars/BulkBar";
import type { GridState } from "./grid/useGrid";
import type { ShownView } from "./view/useShownView";

type Parts = {
  grid: GridState;
  view: ShownView;
  searchRef: RefObject<HTMLInputElement | null>;
  openBulk: (list: BulkList) => void;
  openFilter: () => void;
  openNew: () => void;
  remove: () => void;
};

/** Everything a list can be told from the keyboard. */
export function useListCommands({ grid, view, searchRef, openBulk, openFilter, openNew, remove }: Parts): void {
  const t = useText();
  /** The row under the cursor stands for a selection until there is one. */
  const withSelection = (act: () => void) => () => {
    if (grid.count === 0) grid.toggle(grid.cursor.row);
    act();
  };
  const step = (by: number, extend: boolean) => () => {
    if (extend) void grid.extendTo(grid.cursor.row + by);
    grid.move(by);
  };

  useCommands([
    { id: "list-down", run: step(1, false) },
    { id: "list-up", run: step(-1, false) },
    { id: "list-select", icon: SquareCheck, run: () => grid.toggle(grid.cursor.row) },
    { id: "list-more", run: step(1, true) },
    { id: "list-more-up", run: step(-1, true) },
    { id: "list-all", icon: CheckCheck, run: grid.selectEverything },
    { id: "list-search", icon: Search, run: () => searchRef.current?.focus() },
    { id: "list-filter", icon: Search, run: openFilter },
    { id: "list-clear", icon: ListX, run: view.reset },
    { id: "list-none", run: grid.clear },
    { id: "lead-new", title: t(view.list === "leads" ? "leads-new" : "clients-new"), icon: Plus, run: openNew },
    { id: "row-edit", icon: Pencil, run: () => grid.edit("name") },
    { id: "row-follow-up", icon: CalendarPlus, run: () => grid.edit("next_follow_up_at") },
    { id: "row-stage", icon: CircleDot, run: withSelection(() => openBulk("stage")) },
    { id: "row-tag", icon: Tag, run: withSelection(() => openBulk("tag")) },
    { id: "row-assign", icon: UserRound, run: withSelection(() => openBulk("owner")) },
    { id: "row-delete", icon: Trash2, run: remove },
  ]);
}
