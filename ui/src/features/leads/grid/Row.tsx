import { CalendarPlus, ArrowUpRight } from "lucide-react";
import { memo } from "react";
import type { ClientRow } from "../../../host/api";
import { useText } from "../../../i18n";
import { IconButton } from "../../../kit/Button";
import { SyncMark } from "../../../kit/marks";
import { RowCall } from "../../call";
import { Skeleton } from "../../../kit/Skeleton";
import { Cell } from "./Cell";
import { pinnedAt, type Placed } from "./columns";
import { CellEditor } from "./edit/CellEditor";
import styles from "./Grid.module.css";
import { useSurroundings } from "./surroundings";

type Props = {
  /** Of the grid, for the ids of its cells. */
  gridId: string;
  index: number;
  /** Where it stands, in px. */
  top: number;
  /** Undefined while it is fetched. */
  row: ClientRow | undefined;
  columns: readonly Placed[];
  selected: boolean;
  /** The column the cursor is in, or -1. */
  cursor: number;
  hovered: boolean;
  /** The field that is being edited and what was typed to begin with. */
  editing: string | null;
  typed: string;
};

export const cellId = (gridId: string, index: number, column: number) => `${gridId}-${index}-${column}`;

/** One client. It draws again only when something of its own changes; the grid handles what is done to it. */
export const Row = memo(function Row({
  gridId,
  index,
  top,
  row,
  columns,
  selected,
  cursor,
  hovered,
  editing,
  typed,
}: Props) {
  const t = useText();
  const left = pinnedAt(columns);
  return (
    <div
      role="row"
      className={styles.row}
      style={{ top }}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-selected={selected || undefined}
      data-cursor={cursor >= 0 || undefined}
      data-hover={hovered || undefined}
    >
      <div role="gridcell" className={styles.tickCell} data-column="tick">
        {row && (
          <input
            type="checkbox"
            tabIndex={-1}
            className={styles.tick}
            checked={selected}
            readOnly
            aria-label={t("leads-select", { name: row.name })}
          />
        )}
      </div>
      {columns.map((column, at) => (
        <div
          key={column.field}
          id={cellId(gridId, index, at)}
          role="gridcell"
          className={styles.cell}
          aria-colindex={at + 2}
          data-column={at}
          data-pinned={column.pinned ? (columns[at + 1]?.pinned ? "more" : "last") : undefined}
          style={left[at] === undefined ? undefined : { left: left[at] }}
          data-align={column.align}
          data-active={cursor === at || undefined}
          data-parts={column.parts}
          data-editing={editing === column.field || undefined}
        >
          {/* One a row: a bone in each cell would cost a fast scroll more than the rows themselves. */}
          {!row && at === 0 && <Skeleton width={`${45 + ((index * 7) % 40)}%`} />}
          {row && at === 0 && <Name row={row} actions={hovered} />}
          {row && at > 0 && <Cell row={row} field={column.field} />}
          {row && editing === column.field && <CellEditor row={row} column={column} typed={typed} />}
        </div>
      ))}
    </div>
  );
});

function Name({ row, actions }: { row: ClientRow; actions: boolean }) {
  const t = useText();
  const { mayEdit } = useSurroundings();
  return (
    <>
      {/* A router link in each row would listen to every navigation; the address alone does the same. */}
      <a href={`#/clients/${row.id}`} className={styles.name} tabIndex={-1}>
        {row.name}
      </a>
      <SyncMark sync={row.sync} />
      {actions && (
        <span className={styles.actions}>
          <RowCall client={row.id} name={row.name} />
          {mayEdit(row) && (
            <IconButton label={t("leads-plan")} keys="f" size="small" tabIndex={-1} data-action="plan">
              <CalendarPlus />
            </IconButton>
          )}
          <IconButton label={t("leads-open")} keys="enter" size="small" tabIndex={-1} data-action="open">
            <ArrowUpRight />
          </IconButton>
        </span>
      )}
    </>
  );
}
