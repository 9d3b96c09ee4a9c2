import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { Bookmark, Building2, CalendarCheck, Cloud, Contact, Phone, PhoneMissed, Settings } from "lucide-react";
import type { ReactNode } from "react";
import { EVERY_CUSTOMER, EVERY_LEAD } from "../features/leads";
import type { Filter } from "../host/api";
import { ask } from "../host/query";
import { Together } from "../host/together";
import { useSession } from "../host/useSession";
import { useSpeech, useText } from "../i18n";
import { dayStart } from "../words/day";
import { number } from "../words/number";
import { useNow } from "../words/useNow";
import { Mark } from "./Mark";
import styles from "./Sidebar.module.css";

/** Where one can go. Only places that exist. */
export function Sidebar() {
  const t = useText();
  const session = useSession();
  const views = useQuery(ask("saved_views", {})).data?.views ?? [];
  const pinned = views.filter((view) => view.pinned);
  return (
    <nav className={styles.sidebar} aria-label={t("nav-label")} data-region>
      <div className={styles.org}>
        <Mark />
        <b className={styles.name}>{session?.account?.org_name || "Leadline"}</b>
      </div>
      <ul>
        <Place to="/today" icon={<CalendarCheck />} name={t("nav-today")} />
        <Together>
          <Place to="/calls" icon={<Phone />} name={t("nav-calls")} after={<Missed />} />
        </Together>
      </ul>
      <h2 className={styles.head}>{t("nav-sales")}</h2>
      <ul>
        <Place to="/leads" icon={<Contact />} name={t("nav-leads")} after={<Matching filter={EVERY_LEAD} />} />
        <Place
          to="/clients"
          icon={<Building2 />}
          name={t("nav-clients")}
          after={<Matching filter={EVERY_CUSTOMER} />}
        />
      </ul>
      {pinned.length > 0 && (
        <>
          <h2 className={styles.head}>{t("nav-pinned")}</h2>
          <ul className={styles.pinned}>
            {pinned.map((view) => (
              <Place
                key={view.id}
                to="/leads"
                view={view.id}
                icon={<Bookmark />}
                name={view.name}
                after={<Matching filter={view.filter} />}
              />
            ))}
          </ul>
        </>
      )}
      <ul className={styles.foot}>
        <Together>
          <Place to="/sync" icon={<Cloud />} name={t("nav-sync")} after={<NeedsPerson />} />
        </Together>
        <Place to="/settings" icon={<Settings />} name={t("nav-settings")} />
      </ul>
    </nav>
  );
}

type PlaceProps = {
  to: "/today" | "/calls" | "/leads" | "/clients" | "/sync" | "/settings";
  view?: string;
  icon: ReactNode;
  name: string;
  after?: ReactNode;
};

function Place({ to, view, icon, name, after }: PlaceProps) {
  const lit = useLitPlace();
  const here = lit.to === to && lit.view === view;
  return (
    <li>
      <Link
        to={to}
        search={view === undefined ? {} : { view }}
        className={styles.place}
        title={name}
        activeOptions={{ exact: true, includeSearch: true }}
        aria-current={here ? "page" : undefined}
      >
        {icon}
        <span className={styles.text}>{name}</span>
        {after}
      </Link>
    </li>
  );
}

/** The place the window shows: the list, and for a client the list it belongs to. */
function useLitPlace(): { to: string; view: string | undefined } {
  const { pathname, search } = useLocation();
  const views = useQuery(ask("saved_views", {})).data?.views ?? [];
  const id = /^\/clients\/(.+)/.exec(pathname)?.[1] ?? "";
  const client = useQuery({ ...ask("client_get", { id }), enabled: id !== "" }).data;
  if (id !== "") return { to: client?.row.client_type === "customer" ? "/clients" : "/leads", view: undefined };
  // A pinned view has a place of its own, so the list it belongs to is not lit as well.
  return { to: pathname, view: views.find((each) => each.pinned && each.id === search.view)?.id };
}

function Matching({ filter }: { filter: Filter }) {
  const { language } = useSpeech();
  const today = dayStart(useNow());
  const total = useQuery(ask("count", { filter, today })).data?.total;
  return total === undefined ? null : <span className={styles.count}>{number(language, total)}</span>;
}

/** Calls one was told of and has not seen. */
function Missed() {
  const { text: t, language } = useSpeech();
  const unread = useQuery(ask("notifications", {})).data?.unread ?? 0;
  if (unread === 0) return null;
  return (
    <span className={styles.missed} role="img" aria-label={t("nav-missed", { count: unread })}>
      <PhoneMissed />
      {number(language, unread)}
    </span>
  );
}

/** Edits that wait for a person's decision. */
function NeedsPerson() {
  const { text: t, language } = useSpeech();
  const status = useQuery(ask("sync_status", {})).data;
  const { conflicts = 0, refused = 0, waiting = 0 } = status ?? {};
  if (conflicts > 0) return <span className={styles.warn}>{t("nav-conflicts", { count: conflicts })}</span>;
  if (refused > 0) return <span className={styles.warn}>{t("nav-refused", { count: refused })}</span>;
  return waiting > 0 ? <span className={styles.count}>{number(language, waiting)}</span> : null;
}
