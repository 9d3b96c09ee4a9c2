import type { Selection as HostSelection } from "../../../host/api";

/** What is selected: some clients, or everything that matches but a few. */
export type Selected = { kind: "some"; ids: ReadonlySet<string> } | { kind: "all_but"; except: ReadonlySet<string> };

export const NOTHING: Selected = { kind: "some", ids: new Set() };
export const EVERYTHING: Selected = { kind: "all_but", except: new Set() };

/** The core takes at most this many single ids. */
export const MOST_IDS = 5_000;

export function isSelected(selected: Selected, id: string): boolean {
  return selected.kind === "some" ? selected.ids.has(id) : !selected.except.has(id);
}

export function countSelected(selected: Selected, total: number): number {
  return selected.kind === "some" ? selected.ids.size : Math.max(0, total - selected.except.size);
}

/** Turns one client on or off. */
export function toggled(selected: Selected, id: string): Selected {
  return withIds(selected, [id], !isSelected(selected, id));
}

/** Whether no further client can be named one by one: the core would refuse the whole. */
export function isFull(selected: Selected): boolean {
  return selected.kind === "some" && selected.ids.size >= MOST_IDS;
}

/** The rows from one to another that can be named one by one, those nearest to the first. */
export function nearest(from: number, to: number): { start: number; end: number } {
  return to < from
    ? { start: Math.max(to, from - MOST_IDS + 1), end: from + 1 }
    : { start: from, end: Math.min(to + 1, from + MOST_IDS) };
}

/** Turns many clients on or off, the first ones first: further than the core takes none is named. */
export function withIds(selected: Selected, ids: Iterable<string>, on: boolean): Selected {
  const listed = new Set(selected.kind === "some" ? selected.ids : selected.except);
  const add = on === (selected.kind === "some");
  for (const id of ids) {
    if (!add) listed.delete(id);
    else if (selected.kind === "all_but" || listed.size < MOST_IDS) listed.add(id);
  }
  return selected.kind === "some" ? { kind: "some", ids: listed } : { kind: "all_but", except: listed };
}

/** How the core is told, or null if nothing is selected. */
export function forCore(selected: Selected, view: number, total: number): HostSelection | null {
  if (countSelected(selected, total) === 0) return null;
  return selected.kind === "some"
    ? { ids: { ids: [...selected.ids] } }
    : { view: { view, except: [...selected.except] } };
}
