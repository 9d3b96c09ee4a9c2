import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronDown, Pencil, Pin, PinOff, Trash2 } from "lucide-react";
import type { SavedView } from "../../../host/api";
import { ask, useEdit } from "../../../host/query";
import { useOffered } from "../../../host/together";
import { useSpeech, useText } from "../../../i18n";
import { IconButton } from "../../../kit/Button";
import { Menu, MenuItem, MenuLine } from "../../../kit/Menu";
import { useSayDone } from "../../../kit/useSayDone";
import { dayStart } from "../../../words/day";
import { number } from "../../../words/number";
import { useNow } from "../../../words/useNow";
import { toFilter, type Condition } from "../view/conditions";
import { BUILT_IN, TYPES } from "../view/lists";
import type { ShownView } from "../view/useShownView";
import styles from "../../../kit/pageTabs.module.css";

type Props = { view: ShownView; onRename: (view: SavedView) => void };

/** The views of a list, with how many each holds. */
export function ViewTabs({ view, onRename }: Props) {
  const t = useText();
  const to = view.list === "leads" ? "/leads" : "/clients";
  const saved = view.list === "leads" ? view.views : view.views.filter((each) => each.id === view.saved?.id);
  const builtIn = useOffered(BUILT_IN);
  // Nothing to choose from.
  if (builtIn.length + saved.length < 2) return null;
  return (
    <nav className={styles.views} aria-label={t("leads-views")}>
      <ul className={styles.tabs}>
        {builtIn.map(({ id, name, conditions }) => (
          <li key={id}>
            <Link
              to={to}
              search={{ view: id }}
              className={styles.tab}
              aria-current={view.id === id ? "page" : undefined}
            >
              {t(name)}
              <Total view={view} conditions={conditions} />
              {view.id === id && view.changed && <Changed />}
            </Link>
          </li>
        ))}
        {saved.map((each) => (
          <li key={each.id}>
            <Link
              to={to}
              search={{ view: each.id }}
              className={styles.tab}
              aria-current={view.id === each.id ? "page" : undefined}
            >
              <span className={styles.name}>{each.name}</span>
              {view.id === each.id && view.changed && <Changed />}
            </Link>
          </li>
        ))}
      </ul>
      {view.saved && <ViewMenu view={view} saved={view.saved} onRename={onRename} />}
    </nav>
  );
}

function Total({ view, conditions }: { view: ShownView; conditions: Condition[] }) {
  const { language } = useSpeech();
  const today = dayStart(useNow());
  const total = useQuery(ask("count", { filter: toFilter(TYPES[view.list], conditions), today })).data?.total;
  return total === undefined ? null : <span className={styles.count}>{number(language, total)}</span>;
}

/** Differs from what is saved. */
function Changed() {
  const t = useText();
  return <span className={styles.changed} role="img" aria-label={t("leads-view-changed")} />;
}

function ViewMenu({
  view,
  saved,
  onRename,
}: {
  view: ShownView;
  saved: SavedView;
  onRename: (view: SavedView) => void;
}) {
  const t = useText();
  const put = useEdit("saved_view_put");
  const remove = useEdit("saved_view_delete");
  const sayDone = useSayDone();
  return (
    <Menu
      trigger={
        <IconButton label={t("leads-view-menu", { name: saved.name })} size="small">
          <ChevronDown />
        </IconButton>
      }
    >
      <MenuItem
        icon={saved.pinned ? <PinOff /> : <Pin />}
        onSelect={() => put.mutate({ ...saved, pinned: !saved.pinned })}
      >
        {saved.pinned ? t("leads-view-unpin") : t("leads-view-pin")}
      </MenuItem>
      <MenuItem icon={<Pencil />} onSelect={() => onRename(saved)}>
        {t("leads-view-rename")}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<Trash2 />}
        tone="danger"
        onSelect={() =>
          remove.mutate(
            { id: saved.id },
            {
              onSuccess: (edited) => {
                view.open("all");
                sayDone(({ text }) => text("leads-view-deleted", { name: saved.name }), edited);
              },
            },
          )
        }
      >
        {t("leads-view-delete")}
      </MenuItem>
    </Menu>
  );
}
