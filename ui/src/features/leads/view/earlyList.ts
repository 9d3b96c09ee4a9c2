import { hashKey, type QueryClient } from "@tanstack/react-query";
import { host } from "../../../host";
import type { ViewOpened } from "../../../host/api";
import { dayStart } from "../../../words/day";
import { toFilter } from "./conditions";
import { BUILT_IN, FIRST_SORT, TYPES } from "./lists";
import { pageOf } from "./rowPages";
import type { Asked, OpenList } from "./useOpenList";

/** Addresses of a window that was just opened, and of the list it then shows. */
const START = ["", "#/", "#/leads"];

type Early = {
  asked: string;
  list: OpenList;
  /** Lists that changed since; a list shown late would never hear of it. */
  changed: Set<number>;
  stop: () => void;
};

let early: Early | null = null;

/**
 * Opens the list a window starts with before there is anything to draw, so that its rows are in the first picture.
 * Without one (another address, nobody signed in) the list opens when it is shown, as any other.
 */
export async function openEarly(answers: QueryClient): Promise<void> {
  if (!START.includes(location.hash)) return;
  const [mine] = BUILT_IN;
  const asked: Asked = {
    filter: toFilter(TYPES.leads, mine?.conditions ?? []),
    sort: FIRST_SORT,
    today: dayStart(Date.now()),
  };
  const changed = new Set<number>();
  const stop = host.subscribe(
    (event) => "view_changed" in event && changed.add(event.view_changed.view),
    () => undefined,
  );
  try {
    const opened = await host.call("view_open", asked);
    early = { asked: hashKey([asked]), list: keepFirstRows(answers, opened), changed, stop };
  } catch {
    stop();
  }
}

/** The list that was opened early, if it is the one that is wanted. */
export function earlyList(asked: Asked): OpenList | null {
  if (early?.asked !== hashKey([asked]) || early.changed.has(early.list.view)) return null;
  return early.list;
}

/** The early list, for whoever shows it. It is given once. */
export function takeEarlyList(asked: Asked): OpenList | null {
  const list = earlyList(asked);
  early?.stop();
  if (early && !list) void host.call("view_close", { view: early.list.view }).catch(() => undefined);
  early = null;
  return list;
}

/** Keeps the rows that came with an opened list where its pages are looked for. */
export function keepFirstRows(answers: QueryClient, { view, revision, total, first }: ViewOpened): OpenList {
  answers.setQueryData(pageOf(view, revision, 0).queryKey, { revision, total, offset: 0, rows: first });
  return { view, revision, total };
}
