import type { KeyboardEvent } from "react";
import { meantKey } from "../../../kit/commands/chord";
import type { Placed } from "./columns";
import type { GridState } from "./useGrid";

type Keys = {
  grid: GridState;
  columns: readonly Placed[];
  total: number;
  /** Rows that fit the window. */
  page: number;
  open: (row: number) => void;
  /** Opens the menu of the row under the cursor. */
  menu: () => void;
};

/**
 * Keys of the grid. In the first column a row is meant: letters are commands and Enter opens it. In the other columns a
 * cell is meant: what is typed replaces its content.
 */
export function pressInGrid(event: KeyboardEvent, { grid, columns, total, page, open, menu }: Keys): void {
  if (event.nativeEvent.isComposing || event.altKey) return;
  const { cursor } = grid;
  const column = columns[cursor.column];
  const mod = event.ctrlKey || event.metaKey;
  const inCell = cursor.column > 0;

  const handled = (): boolean => {
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        const to = cursor.row + (event.key === "ArrowDown" ? 1 : -1);
        if (event.shiftKey) void grid.extendTo(to);
        grid.move(to - cursor.row);
        return true;
      }
      case "ArrowRight":
        grid.move(0, 1);
        return true;
      case "ArrowLeft":
        grid.move(0, -1);
        return true;
      case "PageDown":
        grid.move(page);
        return true;
      case "PageUp":
        grid.move(-page);
        return true;
      case "Home":
        grid.move(mod ? -total : 0, -columns.length);
        return true;
      case "End":
        grid.move(mod ? total : 0, columns.length);
        return true;
      case "Enter":
      case "F2":
        if (inCell && column?.edit) grid.edit(column.field);
        else open(cursor.row);
        return true;
      case "ContextMenu":
        menu();
        return true;
      case "F10":
        if (!event.shiftKey) return false;
        menu();
        return true;
      case " ":
        grid.toggle(cursor.row);
        return true;
      case "Escape":
        if (!inCell) return false;
        grid.move(0, -columns.length);
        return true;
      default:
        return false;
    }
  };
  if (handled()) return stop(event);
  if (!inCell || mod || event.key.length !== 1 || !column?.edit) return;
  // A letter with a meaning of its own, like "?", still types here: the cursor stands in a cell.
  grid.edit(column.field, event.key === "Unidentified" ? meantKey(event.nativeEvent) : event.key);
  stop(event);
}

function stop(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
