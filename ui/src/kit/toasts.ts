import { Toast } from "@base-ui/react/toast";
import { createElement, type ReactNode } from "react";
import { Spoken, type Said } from "./Spoken";

/** What a toast carries besides its words. */
export type ToastData = {
  /** Takes the edit back; `Mod+Z` does the same while the toast stands. */
  undo?: () => void;
  /** Where it leads: records it speaks of, by their names, or a place. */
  links?: ToastLink[];
};

export type ToastLink = { id: string; name: ReactNode; open: () => void };

/** What follows the words of a toast. */
export type ToastMore = { help?: Said; links?: ToastLink[] };

/** How long a toast with an undo stays, in ms: longer when many records changed. */
const STAYS = { plain: 5_000, undo: 10_000, many: 30_000 };

/** The one queue of toasts; `Toasts` shows it. */
export const toasts = Toast.createToastManager<ToastData>();

export const words = (said: Said) => createElement(Spoken, { said });

type Kind = { type?: string; priority?: "high"; timeout: number; undo?: () => void };

/** Adds a toast that is gone once the person follows where it leads. What it speaks of is painted before it. */
function add(said: Said, { help, links }: ToastMore, { undo, ...kind }: Kind): string {
  const id = crypto.randomUUID();
  const closing = (act: () => void) => () => (toasts.close(id), act());
  const data: ToastData = {
    ...(undo && { undo: closing(undo) }),
    ...(links && { links: links.map(({ open, ...link }) => ({ ...link, open: closing(open) })) }),
  };
  const toast = { id, title: words(said), ...(help && { description: words(help) }), ...kind, data };
  requestAnimationFrame(() => setTimeout(() => toasts.add(toast)));
  return id;
}

/** Says that something is done. */
export function say(said: Said, more: ToastMore = {}): string {
  return add(said, more, { timeout: more.links ? STAYS.undo : STAYS.plain });
}

/** Says that something went wrong and what to do; stays until it is closed when there is nothing else that says it. */
export function sayProblem(said: Said, help?: Said): void {
  add(said, help ? { help } : {}, { type: "problem", priority: "high", timeout: STAYS.undo });
}

/** Says what one may want to look at, with the ways there. */
export function sayWarning(said: Said, links?: ToastLink[]): void {
  add(said, links ? { links } : {}, { type: "warning", timeout: STAYS.undo });
}

/** Says what was done, with the way back. */
export function sayWithUndo(said: Said, count: number, undo: () => void, more: ToastMore = {}): string {
  return add(said, more, { timeout: count > 1 ? STAYS.many : STAYS.undo, undo });
}
