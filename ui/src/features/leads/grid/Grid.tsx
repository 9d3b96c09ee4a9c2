import { useEffect, useId, useState, type MouseEvent } from "react";
import type { Sort } from "../../../host/api";
import { useText } from "../../../i18n";
import type { MenuPlace } from "../RowMenu";
import type { ListOnScreen } from "../view/useListWindow";
import { least, template, type Placed } from "./columns";
import { EditingContext } from "./edit/editing";
import styles from "./Grid.module.css";
import { pressInGrid } from "./gridKeys";
import { Head } from "./Head";
import { cellId, Row } from "./Row";
import { isSelected, NOTHING } from "./selection";
import { SurroundingsContext, useSurroundingsOfGrid } from "./surroundings";
import type { GridState } from "./useGrid";
import { slotsOf } from "./window";

type Props = {
  label: string;
  screen: ListOnScreen;
  grid: GridState;
  /** The columns that are shown. */
  columns: readonly Placed[];
  /** Every column, also the hidden ones. */
  all: readonly Placed[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  onColumns: (columns: Placed[]) => void;
  onOpen: (row: number) => void;
  /** A menu was asked for at a row. */
  onMenu: (place: MenuPlace) => void;
};

/** The list itself: one tab stop, a cursor that outlives the rows it passes, and only the rows in sight. */
export function Grid({ label, screen, grid, columns, all, sort, onSort, onColumns, onOpen, onMenu }: Props) {
  const t = useText();
  const id = useId();
  const surroundings = useSurroundingsOfGrid();
  const [hovered, setHovered] = useState(-1);
  const [scrolledAside, setScrolledAside] = useState(false);
  const { list, rowAt } = screen;
  const { attach, spacer, geometry, rows: drawn } = screen.window;
  const total = list?.total ?? 0;
  const { cursor, edited, selected } = grid;
  const { first, end } = drawn;
  const { slots, top } = slotsOf(geometry, drawn);
  const cursorDrawn = cursor.row >= first && cursor.row < end;
  const page = Math.max(1, Math.floor(geometry.viewport / geometry.rowHeight) - 1);

  // What the benchmark of the start waits for.
  const drawnOnce = rowAt(first) !== undefined;
  useEffect(() => {
    if (drawnOnce) requestAnimationFrame(() => performance.mark("list-drawn"));
  }, [drawnOnce]);

  const click = (event: MouseEvent) => {
    const at = targetOf(event);
    if (!at) return;
    if (at.action === "open") return onOpen(at.row);
    if (at.column === "tick") {
      if (event.shiftKey) void grid.extendTo(at.row);
      else grid.toggle(at.row);
    } else if (event.shiftKey) void grid.extendTo(at.row);
    else if (event.ctrlKey || event.metaKey) grid.toggle(at.row);
    grid.setCursor({ row: at.row, column: at.column === "tick" ? 0 : at.column });
  };
  const menu = (event: MouseEvent) => {
    const at = targetOf(event);
    // A field that is being edited keeps the menu of the system, with its cut and paste.
    if (!at || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    const row = rowAt(at.row);
    if (!row) return;
    grid.setCursor({ row: at.row, column: 0 });
    if (!isSelected(selected, row.id)) grid.setSelected(NOTHING);
    const point = new DOMRect(event.clientX, event.clientY, 0, 0);
    onMenu({ row: at.row, anchor: { getBoundingClientRect: () => point } });
  };
  const menuAtCursor = () => {
    const cell = document.getElementById(cellId(id, cursor.row, cursor.column));
    const row = rowAt(cursor.row);
    if (!cell || !row) return;
    if (!isSelected(selected, row.id)) grid.setSelected(NOTHING);
    onMenu({ row: cursor.row, anchor: cell });
  };
  const doubleClick = (event: MouseEvent) => {
    const at = targetOf(event);
    if (!at || at.column === "tick") return;
    const column = columns[at.column];
    if (column?.edit) grid.edit(column.field);
  };

  return (
    <SurroundingsContext value={surroundings}>
      <EditingContext value={grid.editing}>
        {/* The rows take no focus; the grid has it and says by aria-activedescendant where its cursor is. */}
        <div
          ref={attach}
          role="grid"
          tabIndex={0}
          className={styles.grid}
          style={{ "--columns": template(columns), "--least": `${least(columns)}px` } as React.CSSProperties}
          aria-label={label}
          aria-rowcount={total + 1}
          aria-colcount={columns.length + 1}
          aria-multiselectable
          aria-activedescendant={cursorDrawn && total > 0 ? cellId(id, cursor.row, cursor.column) : undefined}
          data-aside={scrolledAside || undefined}
          data-region-start
          onKeyDown={(event) => pressInGrid(event, { grid, columns, total, page, open: onOpen, menu: menuAtCursor })}
          onContextMenu={menu}
          onClick={click}
          onDoubleClick={doubleClick}
          onPointerOver={(event) => setHovered(targetOf(event)?.row ?? -1)}
          onPointerLeave={() => setHovered(-1)}
          onScroll={(event) => setScrolledAside(event.currentTarget.scrollLeft > 0)}
        >
          <Head
            columns={columns}
            all={all}
            sort={sort}
            ticked={grid.count === 0 ? "none" : grid.count === total ? "all" : "some"}
            onTick={(everything) => (everything ? grid.selectEverything() : grid.setSelected(NOTHING))}
            onSort={onSort}
            onColumns={onColumns}
          />
          <div className={styles.spacer} role="rowgroup" aria-label={t("leads-rows")} style={{ height: spacer }}>
            <div className={styles.block} role="presentation" style={{ transform: `translateY(${top}px)` }}>
              {slots.map(({ slot, index, top: rowTop }) => {
                const row = rowAt(index);
                const isEdited = edited !== null && row?.id === edited.id;
                return (
                  <Row
                    key={slot}
                    gridId={id}
                    index={index}
                    top={rowTop}
                    row={row}
                    columns={columns}
                    selected={row !== undefined && isSelected(selected, row.id)}
                    cursor={index === cursor.row ? cursor.column : -1}
                    hovered={index === hovered}
                    editing={isEdited ? edited.field : null}
                    typed={isEdited ? edited.typed : ""}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </EditingContext>
    </SurroundingsContext>
  );
}

type Target = { row: number; column: number | "tick"; action: string | null };

/** Which cell an event happened in; null for the head and for what floats above. */
function targetOf(event: MouseEvent): Target | null {
  if (!(event.target instanceof HTMLElement || event.target instanceof SVGElement)) return null;
  const cell = event.target.closest<HTMLElement>("[data-column]");
  const row = cell?.closest<HTMLElement>("[data-index]");
  if (!cell || !row || !event.currentTarget.contains(row)) return null;
  const column = cell.dataset["column"] ?? "";
  const action = event.target.closest<HTMLElement>("[data-action]")?.dataset["action"] ?? null;
  return { row: Number(row.dataset["index"]), column: column === "tick" ? "tick" : Number(column), action };
}
