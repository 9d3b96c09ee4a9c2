import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ArrangedColumns, ColumnState } from "../../../host/api";
import { ask, useEdit } from "../../../host/query";

/** Always the same, so that nothing is drawn again while there are none. */
const NONE: ArrangedColumns["lists"] = {};

type Columns = ColumnState[] | null;
type Arranged = {
  /** By list; a saved view stands here only while its columns differ from what was saved. */
  lists: ArrangedColumns["lists"];
  /** Null: as they come. */
  arrange: (list: string, columns: Columns) => void;
};

type Keep = ReturnType<typeof useEdit<"columns_arrange">>["mutate"];

/** What waits to be stored: while an edge is dragged only the latest width is worth it. */
const waiting = new Map<string, Columns>();
let storing = false;

function storeWaiting(keep: Keep): void {
  const [next] = waiting;
  storing = next !== undefined;
  if (!next) return;
  const [list, columns] = next;
  waiting.delete(list);
  const goOn = () => storeWaiting(keep);
  keep({ list, columns }, { onSuccess: goOn, onError: goOn });
}

/** Columns as they were arranged on this device and saved with no view. */
export function useArrangedColumns(): Arranged {
  const answers = useQueryClient();
  const keep = useEdit("columns_arrange");
  const { queryKey } = ask("columns_arranged", {});
  const lists = useQuery(ask("columns_arranged", {})).data?.lists ?? NONE;

  return {
    lists,
    arrange: (list, columns) => {
      answers.setQueryData(queryKey, (last) => {
        const { [list]: _, ...others } = last?.lists ?? {};
        return { lists: columns ? { ...others, [list]: columns } : others };
      });
      waiting.set(list, columns);
      if (!storing) storeWaiting(keep.mutate);
    },
  };
}
