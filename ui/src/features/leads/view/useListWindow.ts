import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { host } from "../../../host";
import type { Filter, Problem, Sort } from "../../../host/api";
import { useWindow, type ListWindow } from "../grid/useWindow";
import { firstWholeRow, scrollAfterShift } from "../grid/window";
import { pageOf, pagesOf } from "./rowPages";
import { useOpenList, type OpenList } from "./useOpenList";
import { useRows, type RowAt } from "./useRows";

type Asked = { filter: Filter; sort: Sort; today: number };

export type ListOnScreen = {
  list: OpenList | null;
  problem: Problem | null;
  retry: () => void;
  window: ListWindow;
  rowAt: RowAt;
};

/**
 * An open list in its window. When other people's edits change the list, what is being read stays where it is: the new
 * rows are fetched first, then the list moves on and scrolls by as many rows as came or went above.
 */
export function useListWindow(asked: Asked, rowHeight: number, onShift: (rows: number) => void): ListOnScreen {
  const answers = useQueryClient();
  const newest = useRef(0);

  const follow = async (next: OpenList) => {
    newest.current = next.revision;
    const moved = await shiftOf(next);
    const { first, end } = window.rows;
    const pages = pagesOf(Math.max(0, first + moved), Math.min(end + moved, next.total));
    await Promise.all(pages.map((page) => answers.prefetchQuery(pageOf(next.view, next.revision, page))));
    if (newest.current !== next.revision) return;
    flushSync(() => {
      advance(next);
      if (moved !== 0) onShift(moved);
    });
    if (moved === 0 || !window.node) return;
    window.node.scrollTop = scrollAfterShift({ ...window.geometry, rows: next.total }, window.node.scrollTop, moved);
    window.read();
  };

  const opened = useOpenList(asked.filter, asked.sort, asked.today, (next) => void follow(next));
  const { list, advance } = opened;
  const window = useWindow(list?.total ?? 0, rowHeight);
  const rowAt = useRows(list, window.rows.first, window.rows.end);

  /** By how many rows the first row in sight has moved. At the very top nothing is held: there the list begins. */
  const shiftOf = async (next: OpenList): Promise<number> => {
    const scrollTop = window.node?.scrollTop ?? 0;
    const anchor = firstWholeRow(window.geometry, scrollTop);
    const row = rowAt(anchor);
    if (scrollTop === 0 || !row) return 0;
    const found = await host.call("view_find", { view: next.view, id: row.id }).catch(() => null);
    return found?.offset == null ? 0 : found.offset - anchor;
  };

  const { node } = window;
  const view = list?.view;
  useEffect(() => {
    if (node && view !== undefined) node.scrollTop = 0;
  }, [node, view]);

  return { list, problem: opened.problem, retry: opened.retry, window, rowAt };
}
