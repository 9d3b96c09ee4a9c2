import { hashKey, type QueryClient } from "@tanstack/react-query";
import { host } from "../../../host";
import type { ViewOpened } from "../../../host/api";
import { ask } from "../../../host/query";
import { dayStart } from "../../../words/day";
import { toFilter } from "./conditions";
import { firstView, FIRST_SORT, TYPES } from "./lists";
import { pageOf } from "./rowPages";
import type { Asked, OpenList } from "./useOpenList";

/** Addresses of a window that was just opened, and of the list it then shows. */
const START = ["", "#/", "#/leads"];

type Early = {
  asked: string;
  opening: Promise<OpenList | null>;
  /** Once it is open. */
  list: OpenList | null;
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
  const session = await answers.ensureQueryData(ask("session", {})).catch(() => null);
  if (!session?.account) return;
  const asked: Asked = {
    filter: toFilter(TYPES.leads, firstView("leads", session.account)?.conditions ?? []),
    sort: FIRST_SORT,
    today: dayStart(Date.now()),
  };
  const changed = new Set<number>();
  const stop = host.subscribe(
    (event) => "view_changed" in event && changed.add(event.view_changed.view),
    () => undefined,
  );
  const opening = host.call("view_open", asked).then(
    (opened) => keepFirstRows(answers, opened),
    () => null,
  );
  const opened: Early = { asked: hashKey([asked]), opening, list: null, changed, stop };
  early = opened;
  opened.list = await opening;
}

/** The list that was opened early, if it is here and the one that is wanted. */
export function earlyList(asked: Asked): OpenList | null {
  const list = early?.asked === hashKey([asked]) ? early.list : null;
  return list && !early?.changed.has(list.view) ? list : null;
}

/** The early list, for whoever shows it, also while it is still being opened. It is given once. */
export async function takeEarlyList(asked: Asked): Promise<OpenList | null> {
  const taken = early;
  early = null;
  if (!taken) return null;
  const isWanted = taken.asked === hashKey([asked]);
  const list = taken.opening.then((opened) => {
    taken.stop();
    if (!opened || (isWanted && !taken.changed.has(opened.view))) return opened;
    closeList(opened.view);
    return null;
  });
  // Nobody waits for a list that is only closed.
  return isWanted ? list : null;
}

/** Nobody shows the list any more. */
export function closeList(view: number): void {
  void host.call("view_close", { view }).catch(() => undefined);
}

/** Keeps the rows that came with an opened list where its pages are looked for. */
export function keepFirstRows(answers: QueryClient, { view, revision, total, first }: ViewOpened): OpenList {
  answers.setQueryData(pageOf(view, revision, 0).queryKey, { revision, total, offset: 0, rows: first });
  return { view, revision, total };
}
