import type { DesktopEvent, Entity, ViewHandle } from "./api";
import type { CommandName, RequestOf } from "./commands";

/** What a read shows: which kinds of records, and of which client if only of one. */
type Shows<Name extends CommandName> = {
  entities: Entity[];
  client?: (request: RequestOf<Name>) => string;
};

const CLIENT_AND_CHILDREN: Entity[] = ["client", "contact", "activity", "note", "tagging", "lifecycle_change"];

/** The reads that records make stale. A read that is not named here goes stale by its own event or never. */
const SHOWN: { [Name in CommandName]?: Shows<Name> } = {
  saved_views: { entities: ["saved_view"] },
  count: { entities: ["client", "tagging"] },
  search: { entities: ["client", "contact"] },
  directory: { entities: ["profile", "tag", "client"] },
  client_get: { entities: CLIENT_AND_CHILDREN, client: (request) => request.id },
  duplicates_find: { entities: ["client", "contact"] },
  timeline: { entities: ["note", "activity", "lifecycle_change", "client"], client: (request) => request.client_id },
  my_day: { entities: ["activity", "client"] },
  video_sessions: { entities: ["activity"] },
  notifications: { entities: ["notification", "client"] },
  notices: { entities: ["notification", "activity", "client"] },
  // Every call that was leaves an activity, with how it went.
  call_history: { entities: ["activity", "client"] },
  activities_of: { entities: ["activity"], client: (request) => request.id },
};

/** Reads over very many records that nobody waits for. Asked at each change, they would hold up what somebody does. */
export const UNHURRIED: readonly CommandName[] = ["count", "directory"];

/** What is read of an open list. */
const OF_A_LIST: CommandName[] = ["view_rows", "view_find"];
const EXCHANGED: CommandName[] = ["sync_queue", "sync_history", "conflicts"];

/** Whether the answer to a read no longer holds after an event. */
export function madeStale(event: DesktopEvent, name: CommandName, request: unknown): boolean {
  if ("changed" in event) {
    if (EXCHANGED.includes(name)) return true;
    // The table pairs each name with its own request; TypeScript cannot follow that through a union.
    const shows = SHOWN[name] as Shows<CommandName> | undefined;
    if (!shows?.entities.some((entity) => event.changed.entities.includes(entity))) return false;
    const { clients } = event.changed;
    return !shows.client || clients.length === 0 || clients.includes(shows.client(request as never));
  }
  if ("view_changed" in event) {
    return OF_A_LIST.includes(name) && (request as ViewHandle).view === event.view_changed.view;
  }
  if ("sync" in event) return EXCHANGED.includes(name);
  return false;
}

/** Whether events were missed between two revisions. */
export function missedBetween(previous: number | null, next: number): boolean {
  return previous !== null && next !== previous + 1;
}
