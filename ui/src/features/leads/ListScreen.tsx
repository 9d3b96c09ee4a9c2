import { useNavigate } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Import, Plus } from "lucide-react";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { host } from "../../host";
import type { SavedView } from "../../host/api";
import { useCurrentList } from "../../host/currentList";
import { ask, useEdit } from "../../host/query";
import { useRights } from "../../host/rights";
import { useText } from "../../i18n";
import { Button, IconButton } from "../../kit/Button";
import { Page } from "../../kit/Page";
import { dayStart } from "../../words/day";
import { useNow } from "../../words/useNow";
import { useClientCallCommands } from "../call";
import { BulkBar, useBulk } from "./bars/BulkBar";
import { FilterBar } from "./bars/FilterBar";
import { Footer } from "./bars/Footer";
import { SaveView } from "./bars/SaveView";
import { ViewTabs } from "./bars/ViewTabs";
import { kept, shown } from "./grid/columns";
import { Grid } from "./grid/Grid";
import { forCore, isFull } from "./grid/selection";
import { useGrid } from "./grid/useGrid";
import { ListState } from "./ListState";
import styles from "./ListScreen.module.css";
import { RowMenu, type MenuPlace } from "./RowMenu";
import { useListCommands } from "./useListCommands";
import { toFilter } from "./view/conditions";
import { TYPES, type ListKind } from "./view/lists";
import type { ListSearch } from "./view/search";
import { useFollowChanges } from "./view/useFollowChanges";
import { useListWindow } from "./view/useListWindow";
import { useShownView } from "./view/useShownView";

const NewLead = lazy(() => import("./NewLead").then((part) => ({ default: part.NewLead })));

const ROW_HEIGHT = { compact: 30, cosy: 36 };

type Props = { list: ListKind; search: ListSearch };

/** Leads, or clients: one list with its views, filters and everything that can be done to its rows. */
export function ListScreen({ list: kind, search }: Props) {
  const t = useText();
  const go = useNavigate();
  const rights = useRights();
  const view = useShownView(kind, search);
  const today = dayStart(useNow());
  const density = useQuery(ask("session", {})).data?.settings.density ?? "cosy";
  const searchRef = useRef<HTMLInputElement>(null);
  const [dialog, setDialog] = useState<{ save: SavedView; title: string } | "new" | null>(null);
  const [filterOpen, setFilterOpen] = useState(false);
  const [menu, setMenu] = useState<MenuPlace | null>(null);

  const screen = useListWindow(
    { filter: toFilter(TYPES[kind], view.conditions), sort: view.sort, today },
    ROW_HEIGHT[density],
  );
  const { list, rowAt } = screen;
  const columns = shown(view.columns);
  const grid = useGrid(screen, columns);
  useFollowChanges(screen, grid.shift);
  const selection = list && forCore(grid.selected, list.view, list.total);

  const handle = list?.view;
  const returnToClient = useEffectEvent((opened: number) => {
    grid.restart();
    if (document.activeElement === document.body) screen.window.node?.focus({ preventScroll: true });
    const { client } = useCurrentList.getState();
    if (client === null) return;
    useCurrentList.setState({ client: null });
    void host.call("view_find", { view: opened, id: client }).then(({ offset }) => {
      if (offset !== null) grid.goTo(offset);
    });
  });
  useEffect(() => {
    if (handle !== undefined) returnToClient(handle);
  }, [handle]);

  const openClient = (index: number) => {
    const row = rowAt(index);
    if (row) void go({ to: "/clients/$id", params: { id: row.id } });
  };
  const here = rowAt(grid.cursor.row);
  const underCursor = here && { ids: { ids: [here.id] } };
  const bulk = useBulk(selection ?? underCursor ?? null, grid.clear);
  useClientCallCommands(here ? { client: here.id, name: here.name } : null);
  useListCommands({
    grid,
    view,
    searchRef,
    openBulk: bulk.onOpen,
    openFilter: () => setFilterOpen(true),
    openNew: () => setDialog("new"),
    remove: () => bulk.change("delete"),
  });

  const put = useEdit("saved_view_put");
  const asShown = (base: Pick<SavedView, "id" | "name" | "pinned" | "position">): SavedView => ({
    ...base,
    filter: toFilter(TYPES[kind], view.conditions),
    sort: view.sort,
    columns: kept(view.columns),
  });
  const save = () => view.saved && put.mutate(asShown(view.saved), { onSuccess: view.reset });
  const saveAs = () =>
    setDialog({
      save: asShown({ id: crypto.randomUUID(), name: "", pinned: true, position: view.views.length }),
      title: t("leads-view-save-as"),
    });

  return (
    <Page
      title={kind === "leads" ? t("nav-leads") : t("nav-clients")}
      tabs={<ViewTabs view={view} onRename={(saved) => setDialog({ save: saved, title: t("leads-view-rename") })} />}
      bar={
        <>
          <FilterBar
            view={view}
            searchRef={searchRef}
            filterOpen={filterOpen}
            onFilterOpen={setFilterOpen}
            onSave={save}
            onSaveAs={saveAs}
          />
          {rights.edit && (
            <>
              <IconButton label={t("nav-import")} keys="g i" onClick={() => void go({ to: "/import" })}>
                <Import />
              </IconButton>
              <Button kind="primary" icon={<Plus />} keys="n l" onClick={() => setDialog("new")}>
                {t(kind === "leads" ? "leads-new" : "clients-new")}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className={styles.work}>
        <ListState screen={screen} view={view} onNew={() => setDialog("new")}>
          <Grid
            label={kind === "leads" ? t("nav-leads") : t("nav-clients")}
            screen={screen}
            grid={grid}
            columns={columns}
            all={view.columns}
            sort={view.sort}
            onSort={view.setSort}
            onColumns={view.setColumns}
            onOpen={openClient}
            onMenu={setMenu}
          />
          <RowMenu
            place={menu}
            row={menu ? rowAt(menu.row) : undefined}
            grid={grid}
            rows={screen.window.node}
            onClose={() => setMenu(null)}
            onOpen={openClient}
            onBulk={bulk.onOpen}
            onDelete={() => bulk.change("delete")}
          />
        </ListState>
        <Footer kind={kind} screen={screen} />
        {selection && <BulkBar count={grid.count} full={isFull(grid.selected)} bulk={bulk} onClear={grid.clear} />}
      </div>
      {dialog === "new" && (
        <Suspense>
          <NewLead
            list={kind}
            onClose={() => setDialog(null)}
            onMade={(id) => {
              setDialog(null);
              void go({ to: "/clients/$id", params: { id } });
            }}
          />
        </Suspense>
      )}
      {dialog !== null && dialog !== "new" && (
        <SaveView
          draft={dialog.save}
          title={dialog.title}
          onClose={() => setDialog(null)}
          onSaved={(saved) => {
            setDialog(null);
            if (saved.id !== view.id) view.open(saved.id);
          }}
        />
      )}
    </Page>
  );
}
