import { useRef, useState } from "react";
import { host } from "../../../host";
import type { Fields } from "../../../host/api";
import { faultsByField, asProblem } from "../../../host/problem";
import { useEdit } from "../../../host/query";
import { useMayEdit, useRights } from "../../../host/rights";
import { useText } from "../../../i18n";
import { useTwinWarning } from "../../../kit/useTwinWarning";
import type { ListOnScreen } from "../view/useListWindow";
import type { Placed } from "./columns";
import type { Editing } from "./edit/editing";
import { countSelected, EVERYTHING, nearest, NOTHING, toggled, withIds, type Selected } from "./selection";

/** Rows fetched at a time when a range is selected. */
const RANGE_STEP = 200;

type Cursor = { row: number; column: number };
type Edited = { id: string; row: number; field: string; typed: string };

export type GridState = {
  cursor: Cursor;
  setCursor: (cursor: Cursor) => void;
  /** Puts the cursor on a row and brings it into sight. */
  goTo: (row: number) => void;
  /** Moves the cursor and brings it into sight. */
  move: (rows: number, columns?: number) => void;
  selected: Selected;
  setSelected: (selected: Selected) => void;
  count: number;
  toggle: (row: number) => void;
  /** Selects everything between the row last ticked and this one. */
  extendTo: (row: number) => Promise<void>;
  selectEverything: () => void;
  /** Selects nothing and gives the keyboard back to the rows. */
  clear: () => void;
  edited: Edited | null;
  /** Opens the editor of a field of the row under the cursor. */
  edit: (field: string, typed?: string) => void;
  editing: Editing;
  /** The rows moved under the cursor by so many places. */
  shift: (rows: number) => void;
  /** A new list: nothing is selected and the cursor is at the top. */
  restart: () => void;
};

/** What is selected, edited and under the cursor in a list. */
export function useGrid({ list, rowAt, window }: ListOnScreen, columns: readonly Placed[]): GridState {
  const t = useText();
  const mayEdit = useMayEdit();
  const { assign } = useRights();
  const total = list?.total ?? 0;
  const [cursor, setCursor] = useState<Cursor>({ row: 0, column: 0 });
  const [selected, setSelected] = useState<Selected>(NOTHING);
  const [anchor, setAnchor] = useState(0);
  const [edited, setEdited] = useState<Edited | null>(null);
  const [error, setError] = useState<string | null>(null);
  const warnOfTwins = useTwinWarning();
  const update = useEdit("client_update", { quiet: true });
  // Giving the focus back to the rows blurs the field, and a field that is blurred stores: not once it was left.
  const isLeft = useRef(true);

  const focusGrid = () => window.node?.focus({ preventScroll: true });
  const place = (row: number, column: number) => {
    const next = {
      row: Math.min(Math.max(row, 0), Math.max(0, total - 1)),
      column: Math.min(Math.max(column, 0), columns.length - 1),
    };
    setCursor(next);
    window.show(next.row);
  };
  const move = (rows: number, by = 0) => place(cursor.row + rows, cursor.column + by);

  const toggle = (index: number) => {
    const row = rowAt(index);
    if (!row) return;
    setSelected((last) => toggled(last, row.id));
    setAnchor(index);
  };

  const extendTo = async (index: number) => {
    if (!list) return;
    const { start, end } = nearest(anchor, index);
    const ids: string[] = [];
    for (let offset = start; offset < end; offset += RANGE_STEP) {
      const limit = Math.min(RANGE_STEP, end - offset);
      const { rows } = await host.call("view_rows", { view: list.view, offset, limit });
      ids.push(...rows.map((row) => row.id));
    }
    // Where not all of them can be selected, those at the anchor are.
    if (index < anchor) ids.reverse();
    setSelected((last) => withIds(last, ids, true));
  };

  const edit = (field: string, typed = "") => {
    const row = rowAt(cursor.row);
    const column = columns.find((each) => each.field === field);
    if (!row || !column?.edit || !mayEdit(row) || (column.edit === "owner" && !assign)) return;
    setError(null);
    isLeft.current = false;
    setEdited({ id: row.id, row: cursor.row, field, typed });
    setCursor({ row: cursor.row, column: columns.indexOf(column) });
  };

  const leave = (then: "stay" | "down" | "right" | "left") => {
    isLeft.current = true;
    setEdited(null);
    setError(null);
    focusGrid();
    if (then === "down") move(1);
    if (then === "right") move(0, 1);
    if (then === "left") move(0, -1);
  };

  const editing: Editing = {
    error,
    cancel: () => {
      if (!isLeft.current) leave("stay");
    },
    commit: (values: Fields["values"], then = "stay") => {
      if (!edited || isLeft.current || update.isPending) return;
      update.mutate(
        { id: edited.id, fields: { values } },
        {
          onSuccess: () => {
            leave(then);
            warnOfTwins(edited.id, values);
          },
          onError: (thrown) => {
            const [fault] = Object.values(faultsByField(thrown));
            setError(fault ? t(`fault-${fault}`) : t(`problem-${asProblem(thrown).code}`));
          },
        },
      );
    },
  };

  return {
    cursor,
    setCursor,
    goTo: (row) => place(row, 0),
    move,
    selected,
    setSelected,
    count: countSelected(selected, total),
    toggle,
    extendTo,
    selectEverything: () => setSelected(EVERYTHING),
    clear: () => {
      setSelected(NOTHING);
      focusGrid();
    },
    edited,
    edit,
    editing,
    shift: (rows) => {
      setCursor((last) => ({ ...last, row: Math.max(0, last.row + rows) }));
      setAnchor((last) => Math.max(0, last + rows));
    },
    restart: () => {
      setSelected(NOTHING);
      setCursor({ row: 0, column: 0 });
      setAnchor(0);
      setEdited(null);
    },
  };
}
