import { useEffect } from "react";
import type { Problem } from "../../../host/api";
import { useWindow, type ListWindow } from "../grid/useWindow";
import { useOpenList, type Asked, type OpenList } from "./useOpenList";
import { useRows, type RowAt } from "./useRows";

export type ListOnScreen = {
  list: OpenList | null;
  problem: Problem | null;
  retry: () => void;
  window: ListWindow;
  rowAt: RowAt;
  /** Shows a new revision of the list. */
  advance: (next: OpenList) => void;
};

/** An open list and the part of it that is in its window. */
export function useListWindow(asked: Asked, rowHeight: number): ListOnScreen {
  const opened = useOpenList(asked);
  const { list, advance } = opened;
  const window = useWindow(list?.total ?? 0, rowHeight);
  const rows = useRows(list, window.rows.first, window.rows.end);

  const { node } = window;
  const view = list?.view;
  useEffect(() => {
    if (view !== undefined) node?.scrollTo({ top: 0 });
  }, [node, view]);

  // The core forgets its open lists when the local data is opened anew, as after signing in again.
  const forgotten = rows.problem?.code === "not_found" ? view : undefined;
  const { retry: reopen } = opened;
  useEffect(() => {
    if (forgotten !== undefined) reopen();
  }, [forgotten, reopen]);

  const retry = () => (opened.problem || forgotten !== undefined ? reopen() : rows.retry());
  return { list, problem: opened.problem ?? rows.problem, retry, window, rowAt: rows.rowAt, advance };
}
