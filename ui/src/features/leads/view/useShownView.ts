import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { SavedView, Sort } from "../../../host/api";
import { ask } from "../../../host/query";
import { useOffered } from "../../../host/together";
import { useAccount } from "../../../host/useSession";
import { kept, placed, type Placed } from "../grid/columns";
import { useArrangedColumns } from "./arrangedColumns";
import { isVoid, toConditions, toFilter, withCondition, type Condition } from "./conditions";
import { BUILT_IN, firstView, FIRST_SORT, TYPES, type ListKind } from "./lists";
import { same } from "./same";
import type { ListSearch } from "./search";

/** The view on the screen with everything that was changed in it. */
export type ShownView = {
  list: ListKind;
  /** Of the built-in or saved view. */
  id: string;
  saved: SavedView | null;
  views: SavedView[];
  conditions: Condition[];
  sort: Sort;
  columns: Placed[];
  /** Differs from what is saved. */
  changed: boolean;
  setConditions: (conditions: Condition[]) => void;
  setCondition: (condition: Condition) => void;
  setSort: (sort: Sort) => void;
  setColumns: (columns: Placed[]) => void;
  open: (id: string) => void;
  /** Back to what is saved. */
  reset: () => void;
};

/** Always the same, so that nothing is drawn again while there are none. */
const NO_VIEWS: SavedView[] = [];

export function useShownView(list: ListKind, search: ListSearch): ShownView {
  const navigate = useNavigate();
  const views = useQuery(ask("saved_views", {})).data?.views ?? NO_VIEWS;
  const arranged = useArrangedColumns();

  const types = TYPES[list];
  const saved = views.find((view) => view.id === search.view) ?? null;
  const offered = useOffered(BUILT_IN);
  const account = useAccount();
  const builtIn = offered.find((view) => view.id === search.view) ?? firstView(list, account);
  const id = saved?.id ?? builtIn?.id ?? "all";
  const savedConditions = saved ? toConditions(types, saved.filter) : (builtIn?.conditions ?? []);
  const columnsKey = saved ? saved.id : `${list}:${id}`;
  const ownColumns = arranged.lists[columnsKey];

  const go = (next: ListSearch) => void navigate({ to: list === "leads" ? "/leads" : "/clients", search: next });
  const here: ListSearch = search.view === undefined ? {} : { view: search.view };

  const conditions = search.conditions ?? savedConditions;
  const sort = search.sort ?? saved?.sort ?? FIRST_SORT;
  const columns = useOffered(placed(ownColumns ?? saved?.columns ?? []));
  const sameRows =
    same(toFilter(types, conditions), toFilter(types, savedConditions)) && same(sort, saved?.sort ?? FIRST_SORT);

  return {
    list,
    id,
    saved,
    views,
    conditions,
    sort,
    columns,
    changed: !sameRows || (saved !== null && ownColumns !== undefined),
    setConditions: (next) => go({ ...here, ...(search.sort ? { sort: search.sort } : {}), conditions: next }),
    setCondition: (next) => {
      const rest = isVoid(next)
        ? conditions.filter((condition) => condition.on !== next.on)
        : withCondition(conditions, next);
      go({ ...here, ...(search.sort ? { sort: search.sort } : {}), conditions: rest });
    },
    setSort: (next) => go({ ...here, ...(search.conditions ? { conditions: search.conditions } : {}), sort: next }),
    setColumns: (next) => arranged.arrange(columnsKey, kept(next)),
    open: (view) => go({ view }),
    reset: () => {
      if (saved) arranged.arrange(columnsKey, null);
      go(here);
    },
  };
}
