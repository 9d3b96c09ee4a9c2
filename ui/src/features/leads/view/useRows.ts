import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ClientRow, Problem } from "../../../host/api";
import type { OpenList } from "./useOpenList";
import { lastSeen, PAGE, pageOf, pagesOf } from "./rowPages";

/** Gives the row at a place of the list, or undefined while it is fetched. */
export type RowAt = (index: number) => ClientRow | undefined;

type RowsInSight = {
  rowAt: RowAt;
  /** Why rows in sight are missing. */
  problem: Problem | null;
  retry: () => void;
};

/** The rows from `first` to `end`; pages before and after them are fetched ahead. */
export function useRows(list: OpenList | null, first: number, end: number): RowsInSight {
  const answers = useQueryClient();
  const pages = list ? pagesOf(first, Math.min(end, list.total)) : [];
  const results = useQueries({
    queries: list
      ? pages.map((page) => ({
          ...pageOf(list.view, list.revision, page),
          placeholderData: () => lastSeen(answers, list.view, page),
        }))
      : [],
  });

  const before = (pages[0] ?? 0) - 1;
  const after = (pages[pages.length - 1] ?? -1) + 1;
  useEffect(() => {
    if (!list) return;
    for (const page of [after, before]) {
      if (page >= 0 && page * PAGE < list.total) void answers.prefetchQuery(pageOf(list.view, list.revision, page));
    }
  }, [answers, list, before, after]);

  const byPage = new Map(pages.map((page, at) => [page, results[at]?.data?.rows]));
  return {
    rowAt: (index) => byPage.get(Math.floor(index / PAGE))?.[index % PAGE],
    problem: results.find((result) => result.error !== null && result.data === undefined)?.error ?? null,
    retry: () => results.forEach((result) => result.error && void result.refetch()),
  };
}
