import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import { flushSync } from "react-dom";
import { host } from "../../../host";
import { useEvents } from "../../../host/query";
import { firstWholeRow, scrollAfterShift } from "../grid/window";
import { pageOf, pagesOf } from "./rowPages";
import type { ListOnScreen } from "./useListWindow";
import type { OpenList } from "./useOpenList";

/**
 * Keeps a list up to date without moving what is being read: the new rows are fetched first, then the list moves on and
 * scrolls by as many rows as came or went above. `onShift` is told how many that were.
 */
export function useFollowChanges(screen: ListOnScreen, onShift: (rows: number) => void): void {
  const answers = useQueryClient();
  const newest = useRef<OpenList | null>(null);
  const { list, window, rowAt, advance } = screen;
  const shown = useRef<number>(undefined);
  const heard = useRef(new Map<number, OpenList>());

  /** By how many rows the first row in sight has moved. At the very top nothing is held: there the list begins. */
  const shiftOf = async (next: OpenList): Promise<number> => {
    const scrollTop = window.node?.scrollTop ?? 0;
    const anchor = firstWholeRow(window.geometry, scrollTop);
    const row = rowAt(anchor);
    if (scrollTop === 0 || !row) return 0;
    const found = await host.call("view_find", { view: next.view, id: row.id }).catch(() => null);
    return found?.offset == null ? 0 : found.offset - anchor;
  };

  const follow = async (next: OpenList) => {
    newest.current = next;
    const moved = await shiftOf(next);
    const { first, end } = window.rows;
    const pages = pagesOf(Math.max(0, first + moved), Math.min(end + moved, next.total));
    await Promise.all(pages.map((page) => answers.prefetchQuery(pageOf(next.view, next.revision, page))));
    // Another list may have been opened meanwhile; this one is closed in the core then.
    if (newest.current !== next || shown.current !== next.view) return;
    flushSync(() => {
      advance(next);
      if (moved !== 0) onShift(moved);
    });
    if (moved === 0 || !window.node) return;
    window.node.scrollTo({
      top: scrollAfterShift({ ...window.geometry, rows: next.total }, window.node.scrollTop, moved),
    });
    window.read();
  };

  useEvents((event) => {
    if (!("view_changed" in event)) return;
    const next = event.view_changed;
    heard.current.set(next.view, next);
    if (next.view === list?.view) void follow(next);
  });

  // A list can change between being opened and being shown; nobody followed it then.
  const catchUp = useEffectEvent((now: OpenList) => {
    const next = heard.current.get(now.view);
    heard.current = new Map(next ? [[now.view, next]] : []);
    if (next && next.revision > now.revision) void follow(next);
  });
  useEffect(() => {
    shown.current = list?.view;
    if (list) catchUp(list);
  }, [list]);
}
