import type { ColumnState } from "../../../host/api";
import type { Offered } from "../../../host/together";
import type { PlainMsgId } from "../../../i18n";

/** How a cell is edited; fields without one are only read. */
export type EditKind = "text" | "stage" | "quality" | "type" | "owner" | "follow_up";

export type Column = Offered & {
  field: string;
  title: PlainMsgId;
  /** Width in px until somebody drags it. */
  width: number;
  /** Takes part of the width that is left over. */
  grows?: boolean;
  align?: "right";
  /** Its cells hold marks or several things in a line, not one text. */
  parts?: true;
  sortable: boolean;
  edit?: EditKind;
  /** Shown only when somebody asks for it. */
  hidden?: boolean;
};

/** Every column a list of clients can have, in the order a fresh list shows them. The first is pinned. */
export const COLUMNS: readonly Column[] = [
  { field: "name", title: "field-name", width: 190, grows: true, parts: true, sortable: true, edit: "text" },
  { field: "company_name", title: "field-company_name", width: 176, grows: true, sortable: true, edit: "text" },
  { field: "lead_quality", title: "field-lead_quality", width: 82, parts: true, sortable: true, edit: "quality" },
  { field: "lifecycle_stage", title: "field-lifecycle_stage", width: 110, parts: true, sortable: true, edit: "stage" },
  { field: "score", title: "field-score", width: 80, align: "right", sortable: true },
  {
    field: "next_follow_up_at",
    title: "leads-next-follow-up",
    width: 156,
    parts: true,
    sortable: true,
    edit: "follow_up",
  },
  { field: "last_contact_at", title: "leads-last-contact", width: 104, sortable: true },
  { field: "phone", title: "field-phone", width: 118, sortable: false, edit: "text" },
  {
    field: "owner_id",
    title: "field-owner_id",
    width: 138,
    parts: true,
    sortable: false,
    edit: "owner",
    together: true,
  },
  { field: "email", title: "field-email", width: 200, sortable: true, edit: "text", hidden: true },
  { field: "client_type", title: "field-client_type", width: 104, sortable: true, edit: "type", hidden: true },
  { field: "source", title: "field-source", width: 120, sortable: true, edit: "text", hidden: true },
  { field: "tags", title: "field-tags", width: 180, parts: true, sortable: false, hidden: true },
  { field: "created_at", title: "field-created_at", width: 110, sortable: true, hidden: true },
  { field: "updated_at", title: "field-updated_at", width: 110, sortable: true, hidden: true },
];

/** Width of the column with the checkboxes, in px. */
const TICK_WIDTH = 38;

export const NARROWEST = 56;
export const WIDEST = 640;

/** A column as it stands in a list: what it is and how it is shown. */
export type Placed = Column & { width: number; hidden: boolean; pinned: boolean };

const known = new Map(COLUMNS.map((column) => [column.field, column]));

/** The columns in the order and widths that were kept; columns that are new since then come last, as they are declared. */
export function placed(states: readonly ColumnState[]): Placed[] {
  const named = states.flatMap((state) => {
    const column = known.get(state.field);
    return column
      ? [{ ...column, width: clampWidth(state.width), hidden: state.hidden, pinned: state.pinned === true }]
      : [];
  });
  const others = COLUMNS.filter((column) => !states.some((state) => state.field === column.field));
  const all = [...named, ...others.map((column) => ({ ...column, hidden: column.hidden ?? false, pinned: false }))];
  // The name says which client a row is, so it is always there and always first.
  return pinnedFirst(
    all.map((column) => (column.field === "name" ? { ...column, hidden: false, pinned: true } : column)),
  );
}

/** The name, then what stays in sight, then what scrolls; each in the order it had. */
function pinnedFirst(columns: readonly Placed[]): Placed[] {
  const rank = ({ field, pinned }: Placed) => (field === "name" ? 0 : pinned ? 1 : 2);
  return columns.toSorted((a, b) => rank(a) - rank(b));
}

/** What is kept of the columns. */
export function kept(columns: readonly Placed[]): ColumnState[] {
  return columns.map(({ field, width, hidden, pinned }) => ({ field, width, hidden, pinned }));
}

/** The column kept in sight, or let go again. The name always stays. */
export function pinToggled(columns: readonly Placed[], field: string): Placed[] {
  if (field === "name") return [...columns];
  return pinnedFirst(
    columns.map((column) => (column.field === field ? { ...column, pinned: !column.pinned, hidden: false } : column)),
  );
}

/** Where each pinned column stands from the left, in px; the others have no place of their own. */
export function pinnedAt(columns: readonly Placed[]): (number | undefined)[] {
  let left = TICK_WIDTH;
  return columns.map(({ pinned, width }) => {
    if (!pinned) return undefined;
    left += width;
    return left - width;
  });
}

export function shown(columns: readonly Placed[]): Placed[] {
  return columns.filter((column) => !column.hidden);
}

export function resized(columns: readonly Placed[], field: string, width: number): Placed[] {
  return columns.map((column) => (column.field === field ? { ...column, width: clampWidth(width) } : column));
}

export function toggledColumn(columns: readonly Placed[], field: string): Placed[] {
  return columns.map((column) =>
    column.field === field && field !== "name" ? { ...column, hidden: !column.hidden } : column,
  );
}

/** The column put in front of another one, or at the end. The first column stays the first. */
export function movedBefore(columns: readonly Placed[], field: string, before: string | null): Placed[] {
  const moving = columns.find((column) => column.field === field);
  if (!moving || field === "name" || field === before) return [...columns];
  const rest = columns.filter((column) => column !== moving);
  const at =
    before === null
      ? rest.length
      : Math.max(
          1,
          rest.findIndex((column) => column.field === before),
        );
  return pinnedFirst(rest.toSpliced(at, 0, moving));
}

/** The column one place to the left (-1) or right (1) among those shown. */
export function nudged(columns: readonly Placed[], field: string, step: -1 | 1): Placed[] {
  const visible = shown(columns);
  const at = visible.findIndex((column) => column.field === field);
  const target = at + step;
  if (at < 1 || target < 1 || target >= visible.length) return [...columns];
  const before = step === -1 ? visible[target]?.field : visible[target + 1]?.field;
  return movedBefore(columns, field, before ?? null);
}

/** Tracks of a CSS grid: the box to tick, the columns, and what is left over. */
export function template(columns: readonly Placed[]): string {
  const untouched = columns.every((column) => column.width === known.get(column.field)?.width);
  const tracks = columns.map(({ width, grows }) => (untouched && grows ? `minmax(${width}px, 1fr)` : `${width}px`));
  return [`${TICK_WIDTH}px`, ...tracks, untouched ? "0" : "minmax(0, 1fr)"].join(" ");
}

/** The narrowest these columns get, in px; below it the list scrolls sideways. */
export function least(columns: readonly Placed[]): number {
  return columns.reduce((sum, { width }) => sum + width, TICK_WIDTH);
}

function clampWidth(width: number): number {
  return Math.round(Math.min(Math.max(width, NARROWEST), WIDEST));
}
