/**
 * Which rows of a list stand in its window, for any number of rows of one height, in constant time.
 *
 * Both WebKit and Chromium lay out no element taller than 33,554,428 px, so beyond `TALLEST` the spacer stops growing
 * and every scrolled pixel means `scale` pixels of the list.
 */

/** Height in px at which the spacer stops. */
export const TALLEST = 30_000_000;

/** Rows drawn above and below what is visible, so that a short scroll shows no gap. */
export const OVERSCAN = 4;

export type Geometry = {
  rows: number;
  /** Height of one row in px. */
  rowHeight: number;
  /** Height in px of the part of the list that is visible. */
  viewport: number;
};

/** Rows after which the place that rows are counted from moves on: none of them stands too far away to be laid out. */
const FAR = 10_000;

/** A drawn row and the element it is drawn in. */
export type Slot = {
  /** The same element draws row after row as the list scrolls. */
  slot: number;
  index: number;
  /** From the top of the block, in px. */
  top: number;
};

export type Slots = {
  /** In the order of their elements, so that none of them moves in the document. */
  slots: Slot[];
  /** Where the block stands, in px from the top of the spacer. */
  top: number;
};

/** Gives every row to draw an element and a place. A row that stays in the window keeps both. */
export function slotsOf({ rowHeight, viewport }: Geometry, { first, end, top }: RowWindow): Slots {
  const most = Math.ceil(viewport / rowHeight) + 1 + 2 * OVERSCAN;
  const base = Math.floor(first / FAR) * FAR;
  const slots: Slot[] = [];
  for (let index = first; index < end; index++) {
    slots.push({ slot: index % most, index, top: (index - base) * rowHeight });
  }
  slots.sort((a, b) => a.slot - b.slot);
  return { slots, top: top - (first - base) * rowHeight };
}

export type RowWindow = {
  /** First row to draw. */
  first: number;
  /** One behind the last row to draw. */
  end: number;
  /** Where the first row stands, in px from the top of the spacer. */
  top: number;
  /** First row in sight, at least in part. */
  seenFrom: number;
  /** One behind the last row in sight. */
  seenEnd: number;
};

export function spacerHeight({ rows, rowHeight }: Geometry): number {
  return Math.min(rows * rowHeight, TALLEST);
}

/** How many px of the list one scrolled px means. */
export function scaleOf(geometry: Geometry): number {
  const { rows, rowHeight, viewport } = geometry;
  const spacer = spacerHeight(geometry);
  const height = rows * rowHeight;
  if (height <= spacer || spacer <= viewport) return 1;
  return (height - viewport) / (spacer - viewport);
}

/** The rows to draw at a scroll position. */
export function windowAt(geometry: Geometry, scrollTop: number): RowWindow {
  const { rows, rowHeight, viewport } = geometry;
  const listTop = Math.max(0, scrollTop) * scaleOf(geometry);
  const firstVisible = Math.floor(listTop / rowHeight);
  const first = clamp(firstVisible - OVERSCAN, 0, rows);
  const seenEnd = clamp(firstVisible + Math.ceil(viewport / rowHeight), 0, rows);
  const end = clamp(seenEnd + 1 + OVERSCAN, 0, rows);
  return {
    first,
    end,
    top: scrollTop - (listTop - first * rowHeight),
    seenFrom: clamp(firstVisible, 0, rows),
    seenEnd,
  };
}

/** The first row whose top edge is at or below the top of the window. */
export function firstWholeRow(geometry: Geometry, scrollTop: number): number {
  const row = Math.ceil((scrollTop * scaleOf(geometry)) / geometry.rowHeight - 1e-6);
  return clamp(row, 0, Math.max(0, geometry.rows - 1));
}

/** The scroll position nearest to the present one at which the row is wholly visible. */
export function scrollToShow(geometry: Geometry, scrollTop: number, row: number): number {
  const { rowHeight, viewport } = geometry;
  const scale = scaleOf(geometry);
  const listTop = scrollTop * scale;
  const top = row * rowHeight;
  if (top < listTop) return Math.floor(top / scale);
  if (top + rowHeight > listTop + viewport) return Math.ceil((top + rowHeight - viewport) / scale);
  return scrollTop;
}

/** The scroll position that keeps a row where it is although `moved` rows came or went above it. */
export function scrollAfterShift(geometry: Geometry, scrollTop: number, moved: number): number {
  return Math.max(0, scrollTop + (moved * geometry.rowHeight) / scaleOf(geometry));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
