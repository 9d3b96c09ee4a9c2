import { useIsMutating } from "@tanstack/react-query";
import type { CommandName } from "./commands";

/** Whether an edit of this name goes on, wherever in the window it was asked for. */
export function useGoesOn(name: CommandName): boolean {
  return useIsMutating({ predicate: ({ meta }) => meta?.command === name }) > 0;
}
