import { create } from "zustand";
import type { ColumnState } from "../../../host/api";

const KEY = "leadline.columns";

type Kept = {
  /** By view; a saved view stands here only while its columns differ from what was saved. */
  byView: Record<string, ColumnState[]>;
  keep: (view: string, columns: ColumnState[] | null) => void;
};

/** Columns as they were arranged on this device and not saved with a view. */
export const useKeptColumns = create<Kept>()((set) => ({
  byView: read(),
  keep: (view, columns) =>
    set(({ byView }) => {
      const { [view]: _, ...others } = byView;
      const next = columns ? { ...others, [view]: columns } : others;
      localStorage.setItem(KEY, JSON.stringify(next));
      return { byView: next };
    }),
}));

function read(): Record<string, ColumnState[]> {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? "{}") ?? {}) as Record<string, ColumnState[]>;
  } catch {
    // Something else wrote there; the columns start fresh.
    return {};
  }
}
