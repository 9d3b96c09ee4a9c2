import { Toast } from "@base-ui/react/toast";
import { createElement } from "react";
import { Spoken, type Said } from "./Spoken";

/** What a toast carries besides its words. */
export type ToastData = {
  /** Takes the edit back; `Mod+Z` does the same while the toast stands. */
  undo?: () => void;
};

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

/** Says what was done, with the way back. */
export function sayWithUndo(said: Said, count: number, undo: () => void): void {
  const timeout = count > 1 ? STAYS.many : STAYS.undo;
  const id = toasts.add({ title: words(said), timeout, data: { undo: () => (toasts.close(id), undo()) } });
}
