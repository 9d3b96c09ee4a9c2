import { createContext, use } from "react";
import type { Fields } from "../../../../host/api";

/** What a cell that is being edited can tell the grid. */
export type Editing = {
  /** Stores the values and leaves the cell; `then` says where the cursor goes. */
  commit: (values: Fields["values"], then?: "stay" | "down" | "right" | "left") => void;
  cancel: () => void;
  /** What the core said against the values. */
  error: string | null;
};

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (!editing) throw new Error("A cell is edited outside of a grid");
  return editing;
}
