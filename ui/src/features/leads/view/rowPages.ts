import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { host } from "../../../host";
import type { Problem, Rows } from "../../../host/api";

/** Rows asked for at a time, and as many come with the list when it is opened. */
export const PAGE = 100;

/** How long a page nobody looks at is kept, in ms; a drag over a million rows passes thousands of them. */
const KEPT = 5_000;

type PageKey = readonly ["list_page", view: number, revision: number, page: number];

/** One page of an open list, at one revision of it. It never goes stale: a new revision is a new page. */
export function pageOf(view: number, revision: number, page: number) {
  return queryOptions<Rows, Problem, Rows, PageKey>({
    queryKey: ["list_page", view, revision, page],
    queryFn: () => host.call("view_rows", { view, offset: page * PAGE, limit: PAGE }),
    gcTime: KEPT,
  });
}

/** The same page as it was last seen, to be shown until the new one is here. */
export function lastSeen(answers: QueryClient, view: number, page: number): Rows | undefined {
  return answers
    .getQueryCache()
    .findAll({ queryKey: ["list_page", view] })
    .filter((query) => query.queryKey[3] === page && query.state.data !== undefined)
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)[0]?.state.data as Rows | undefined;
}

/** The pages that hold these rows. */
export function pagesOf(first: number, end: number): number[] {
  if (end <= first) return [];
  const from = Math.floor(first / PAGE);
  const to = Math.floor((end - 1) / PAGE);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
