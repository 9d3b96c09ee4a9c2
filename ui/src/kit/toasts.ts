import { Toast } from "@base-ui/react/toast";

/** What a toast carries besides its words. */
export type ToastData = {
  /** Takes the edit back; `Mod+Z` does the same while the toast stands. */
  undo?: () => void;
};

/** How long a toast with an undo stays, in ms: longer when many records changed. */
const STAYS = { plain: 5_000, undo: 10_000, many: 30_000 };

/** The one queue of toasts; `Toasts` shows it. */
export const toasts = Toast.createToastManager<ToastData>();

/** Says that something is done. */
export function say(title: string): void {
  toasts.add({ title, timeout: STAYS.plain });
}

/** Says that something went wrong and what to do; stays until it is closed when there is nothing else that says it. */
export function sayProblem(title: string, description?: string): void {
  toasts.add({
    title,
    type: "problem",
    priority: "high",
    timeout: STAYS.undo,
    ...(description ? { description } : {}),
  });
}

/** Says what was done, with the way back. */
export function sayWithUndo(title: string, count: number, undo: () => void): void {
  const timeout = count > 1 ? STAYS.many : STAYS.undo;
  const id = toasts.add({ title, timeout, data: { undo: () => (toasts.close(id), undo()) } });
}
