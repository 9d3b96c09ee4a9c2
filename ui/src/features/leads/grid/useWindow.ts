import { useEffect, useState } from "react";
import { scaleOf, scrollToShow, spacerHeight, windowAt, type Geometry, type RowWindow } from "./window";

/** Height in px of the head that stays on top of the rows. */
export const HEAD = 32;

export type ListWindow = {
  /** For the element that scrolls. */
  attach: (node: HTMLDivElement | null) => void;
  node: HTMLDivElement | null;
  geometry: Geometry;
  rows: RowWindow;
  spacer: number;
  /** Scrolls just enough to show a row. */
  show: (row: number) => void;
  /** Reads the scroll position now instead of with the next event. */
  read: () => void;
};

/** The part of a long list that is drawn. */
export function useWindow(rows: number, rowHeight: number): ListWindow {
  const [node, setNode] = useState<HTMLDivElement | null>(null);
  const [place, setPlace] = useState({ scrollTop: 0, viewport: 0 });
  const geometry = { rows, rowHeight, viewport: place.viewport };

  const read = () => {
    if (!node) return;
    const viewport = Math.max(0, node.clientHeight - HEAD);
    const exact = scaleOf({ rows, rowHeight, viewport }) === 1;
    // Within one row nothing changes, so nothing is drawn again.
    const scrollTop = exact ? Math.floor(node.scrollTop / rowHeight) * rowHeight : node.scrollTop;
    setPlace((last) => (last.scrollTop === scrollTop && last.viewport === viewport ? last : { scrollTop, viewport }));
  };

  useEffect(() => {
    if (!node) return;
    const resize = new ResizeObserver(read);
    resize.observe(node);
    node.addEventListener("scroll", read, { passive: true });
    read();
    return () => {
      resize.disconnect();
      node.removeEventListener("scroll", read);
    };
    // `read` follows from these three.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [node, rows, rowHeight]);

  const show = (row: number) => {
    node?.scrollTo({ top: scrollToShow(geometry, node.scrollTop, row) });
  };
  return {
    attach: setNode,
    node,
    geometry,
    rows: windowAt(geometry, place.scrollTop),
    spacer: spacerHeight(geometry),
    show,
    read,
  };
}
