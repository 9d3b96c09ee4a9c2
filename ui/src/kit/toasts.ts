import { Toast } from "@base-ui/react/toast";
import { createElement } from "react";
import { Spoken, type Said } from "./Spoken";

/** What a toast carries besides its words. */
export type ToastData = {
  /** Takes the edit back; `Mod+Z` does the same while the toast stands. */
  undo?: () => void;
  /** Records it speaks of, by their names. */
  links?: ToastLink[];
};

export type ToastLink = { id: string; name: string; open: () => void };

/** How long a toast with an undo stays, in ms: longer when many records changed. */
const STAYS = { plain: 5_000, undo: 10_000, many: 30_000 };

/** The one queue of toasts; `Toasts` shows it. */
export const toasts = Toast.createToastManager<ToastData>();

const words = (said: Said) => createElement(Spoken, { said });

/** Says that something is done. */
export function say(said: Said): void {
  toasts.add({ title: words(said), timeout: STAYS.plain });
}

/** Says that something went wrong and what to do; stays until it is closed when there is nothing else that says it. */
export function sayProblem(said: Said, help?: Said): void {
  toasts.add({
    title: words(said),
    type: "problem",
    priority: "high",
    timeout: STAYS.undo,
    ...(help ? { description: words(help) } : {}),
  });
}

/** Says what one may want to look at, with the ways there. */
export function sayWarning(said: Said, links: ToastLink[]): void {
  const id = toasts.add({
    title: words(said),
    type: "warning",
    timeout: STAYS.undo,
    data: { links: links.map(({ open, ...link }) => ({ ...link, open: () => (toasts.close(id), open()) })) },
  });
}

/** Says what was done, with the way back. */
export function sayWithUndo(said: Said, count: number, undo: () => void): void {
  const timeout = count > 1 ? STAYS.many : STAYS.undo;
  const id = toasts.add({ title: words(said), timeout, data: { undo: () => (toasts.close(id), undo()) } });
}
