import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { useEffect } from "react";
import { ListScreen, readListSearch } from "../features/leads";
import { readSyncSearch } from "../features/sync/parts";
import { useCurrentList } from "../host/currentList";
import { Together } from "../host/together";
import { Frame } from "./Frame";
import { ScreenFailed } from "./ScreenFailed";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Frame });
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });

/** Pages that need a server. */
const together = createRoute({
  getParentRoute: () => shell,
  id: "together",
  component: () => (
    <Together alone={<Navigate to="/leads" />}>
      <Outlet />
    </Together>
  ),
});

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/leads" });
  },
});

/** The activity one is led to. */
function readActivity({ activity }: Record<string, unknown>): { activity?: string } {
  return typeof activity === "string" ? { activity } : {};
}

const leads = createRoute({
  getParentRoute: () => shell,
  path: "/leads",
  validateSearch: readListSearch,
  component: function Leads() {
    return <ListScreen key="leads" list="leads" search={leads.useSearch()} />;
  },
});

const clients = createRoute({
  getParentRoute: () => shell,
  path: "/clients",
  validateSearch: readListSearch,
  component: function Clients() {
    return <ListScreen key="clients" list="clients" search={clients.useSearch()} />;
  },
});

const ClientScreen = lazyRouteComponent(() => import("../features/client"), "ClientScreen");
const client = createRoute({
  getParentRoute: () => shell,
  path: "/clients/$id",
  validateSearch: readActivity,
  component: function Client() {
    const { id } = client.useParams();
    const { activity } = client.useSearch();
    useEffect(() => useCurrentList.setState({ client: id }), [id]);
    return <ClientScreen key={`${id} ${activity ?? ""}`} id={id} activity={activity} />;
  },
});

const MyDay = lazyRouteComponent(() => import("../features/activities"), "MyDay");
const today = createRoute({
  getParentRoute: () => shell,
  path: "/today",
  validateSearch: readActivity,
  component: function Today() {
    const { activity } = today.useSearch();
    return <MyDay key={activity} activity={activity} />;
  },
});

const SyncCentre = lazyRouteComponent(() => import("../features/sync"), "SyncCentre");
const sync = createRoute({
  getParentRoute: () => together,
  path: "/sync",
  validateSearch: readSyncSearch,
  component: function Sync() {
    return <SyncCentre search={sync.useSearch()} />;
  },
});

const importing = createRoute({
  getParentRoute: () => shell,
  path: "/import",
  component: lazyRouteComponent(() => import("../features/import"), "ImportScreen"),
});

const calls = createRoute({
  getParentRoute: () => together,
  path: "/calls",
  component: lazyRouteComponent(() => import("../features/call/screens"), "CallsScreen"),
});

const call = createRoute({
  getParentRoute: () => together,
  path: "/call",
  component: lazyRouteComponent(() => import("../features/call/screens"), "InCall"),
});

const Settings = lazyRouteComponent(() => import("../features/settings"), "Settings");
const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  validateSearch: ({ part }: Record<string, unknown>) => (typeof part === "string" ? { part } : {}),
  component: function SettingsPart() {
    const { part } = settings.useSearch();
    const go = settings.useNavigate();
    return <Settings part={part} onPart={(next: string) => void go({ search: { part: next }, replace: true })} />;
  },
});

const SignInScreen = lazyRouteComponent(() => import("../features/session/SignInScreen"), "SignInScreen");
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: function SignInAgain() {
    const go = signIn.useNavigate();
    return <SignInScreen onLater={() => void go({ to: "/leads" })} />;
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    signIn,
    shell.addChildren([leads, clients, client, today, importing, settings, together.addChildren([sync, calls, call])]),
  ]),
  history: createHashHistory(),
  defaultErrorComponent: ScreenFailed,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
