import { ArrowDown, ArrowUp, EyeOff, Pin, PinOff } from "lucide-react";
import { useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Sort } from "../../../host/api";
import { useText } from "../../../i18n";
import { Checkbox } from "../../../kit/Checkbox";
import { MenuAt, MenuItem } from "../../../kit/Menu";
import { movedBefore, nudged, pinnedAt, pinToggled, resized, toggledColumn, type Placed } from "./columns";
import styles from "./Grid.module.css";

type Props = {
  columns: readonly Placed[];
  /** Every column, also those that are hidden. */
  all: readonly Placed[];
  sort: Sort;
  ticked: "none" | "some" | "all";
  onTick: (all: boolean) => void;
  onSort: (sort: Sort) => void;
  onColumns: (columns: Placed[]) => void;
};

const WIDTH_STEP = 16;

/** The heads of the columns: click to sort, drag to move, drag the edge to resize; Ctrl+Shift+arrows do the same. */
export function Head({ columns, all, sort, ticked, onTick, onSort, onColumns }: Props) {
  const t = useText();
  const [dropBefore, setDropBefore] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ column: Placed; anchor: HTMLElement } | null>(null);
  const left = pinnedAt(columns);

  const openMenu = (column: Placed, anchor: HTMLElement) => column.field !== "name" && setMenu({ column, anchor });
  const press = (event: KeyboardEvent<HTMLElement>, column: Placed) => {
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      event.preventDefault();
      event.stopPropagation();
      openMenu(column, event.currentTarget);
      return;
    }
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (step === 0 || !event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const mod = event.ctrlKey || event.metaKey;
    onColumns(mod ? nudged(all, column.field, step) : resized(all, column.field, column.width + step * WIDTH_STEP));
  };

  return (
    <div role="row" className={styles.head} aria-rowindex={1}>
      <div role="columnheader" className={styles.tickCell} aria-colindex={1}>
        <Checkbox
          label={t("leads-select-all")}
          checked={ticked === "all"}
          mixed={ticked === "some"}
          onChange={() => onTick(ticked === "none")}
        />
      </div>
      {columns.map((column, at) => {
        const sorted = sort.field === column.field;
        return (
          <div
            key={column.field}
            role="columnheader"
            className={styles.headCell}
            aria-colindex={at + 2}
            aria-sort={sorted ? (sort.descending ? "descending" : "ascending") : undefined}
            data-pinned={column.pinned ? (columns[at + 1]?.pinned ? "more" : "last") : undefined}
            style={left[at] === undefined ? undefined : { left: left[at] }}
            data-align={column.align}
            data-field={column.field}
            data-drop={dropBefore === column.field || undefined}
          >
            <button
              type="button"
              className={styles.headButton}
              data-sortable={column.sortable || undefined}
              onKeyDown={(event) => press(event, column)}
              onContextMenu={(event) => (event.preventDefault(), openMenu(column, event.currentTarget))}
              onPointerDown={(event) =>
                drag(event, {
                  onMove: (before) => setDropBefore(before === column.field ? null : before),
                  onDrop: (before) => {
                    setDropBefore(null);
                    if (before !== column.field) onColumns(movedBefore(all, column.field, before));
                  },
                  onClick: () =>
                    column.sortable && onSort({ field: column.field, descending: sorted ? !sort.descending : false }),
                })
              }
              onClick={(event) => {
                // The pointer is handled above; a click without one comes from the keyboard.
                if (event.detail === 0 && column.sortable) {
                  onSort({ field: column.field, descending: sorted ? !sort.descending : false });
                }
              }}
            >
              <span className={styles.cut}>{t(column.title)}</span>
              {sorted && (sort.descending ? <ArrowDown /> : <ArrowUp />)}
            </button>
            <span
              className={styles.edge}
              aria-hidden="true"
              onPointerDown={(event) => resize(event, (by) => onColumns(resized(all, column.field, by)))}
            />
          </div>
        );
      })}
      <MenuAt
        open={menu !== null}
        anchor={menu?.anchor ?? null}
        finalFocus={() => menu?.anchor ?? true}
        onClose={() => setMenu(null)}
        onClosed={() => undefined}
      >
        {menu && (
          <>
            <MenuItem
              icon={menu.column.pinned ? <PinOff /> : <Pin />}
              onSelect={() => onColumns(pinToggled(all, menu.column.field))}
            >
              {t(menu.column.pinned ? "leads-unpin-column" : "leads-pin-column")}
            </MenuItem>
            <MenuItem icon={<EyeOff />} onSelect={() => onColumns(toggledColumn(all, menu.column.field))}>
              {t("leads-hide-column")}
            </MenuItem>
          </>
        )}
      </MenuAt>
    </div>
  );
}

type Drag = { onMove: (before: string | null) => void; onDrop: (before: string | null) => void; onClick: () => void };

/** A drag begins only after this many px, so that a click stays a click. */
const DRAG_STARTS = 6;

function drag(event: PointerEvent<HTMLButtonElement>, { onMove, onDrop, onClick }: Drag): void {
  if (event.button !== 0) return;
  const button = event.currentTarget;
  const head = button.closest("[role=row]");
  const from = event.clientX;
  let dragging = false;
  button.setPointerCapture(event.pointerId);
  const fieldAt = (x: number) => {
    const cells = [...(head?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
    const next = cells.find((cell) => {
      const { left, width } = cell.getBoundingClientRect();
      return x < left + width / 2;
    });
    return next?.dataset["field"] ?? null;
  };
  const move = ({ clientX }: globalThis.PointerEvent) => {
    dragging ||= Math.abs(clientX - from) > DRAG_STARTS;
    if (dragging) onMove(fieldAt(clientX));
  };
  const end = ({ clientX, type }: globalThis.PointerEvent) => {
    button.removeEventListener("pointermove", move);
    button.removeEventListener("pointerup", end);
    button.removeEventListener("pointercancel", end);
    if (type === "pointercancel") return onMove(null);
    if (dragging) onDrop(fieldAt(clientX));
    else onClick();
  };
  button.addEventListener("pointermove", move);
  button.addEventListener("pointerup", end);
  button.addEventListener("pointercancel", end);
}

function resize(event: PointerEvent<HTMLSpanElement>, onWidth: (width: number) => void): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const edge = event.currentTarget;
  const width = edge.parentElement?.getBoundingClientRect().width ?? 0;
  const from = event.clientX;
  edge.setPointerCapture(event.pointerId);
  const move = ({ clientX }: globalThis.PointerEvent) => onWidth(width + clientX - from);
  const end = () => {
    edge.removeEventListener("pointermove", move);
    edge.removeEventListener("pointerup", end);
    edge.removeEventListener("pointercancel", end);
  };
  edge.addEventListener("pointermove", move);
  edge.addEventListener("pointerup", end);
  edge.addEventListener("pointercancel", end);
}
