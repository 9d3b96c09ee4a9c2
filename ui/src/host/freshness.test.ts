import { expect, test } from "vitest";
import type { DesktopEvent, Entity } from "./api";
import { madeStale, missedBetween } from "./freshness";

const changed = (entities: Entity[], clients: string[] = []): DesktopEvent => ({
  changed: { revision: 1, entities, clients },
});

test("a note on one client refreshes that client's card and timeline, not another's", () => {
  const event = changed(["note"], ["anong"]);
  expect(madeStale(event, "client_get", { id: "anong" })).toBe(true);
  expect(madeStale(event, "client_get", { id: "daniel" })).toBe(false);
  expect(madeStale(event, "timeline", { client_id: "anong" })).toBe(true);
  expect(madeStale(event, "timeline", { client_id: "daniel" })).toBe(false);
  expect(madeStale(event, "my_day", {})).toBe(false);
});

test("a change of many clients refreshes every client's card", () => {
  expect(madeStale(changed(["client"]), "client_get", { id: "anong" })).toBe(true);
});

test("every change and every exchange refreshes the queue", () => {
  expect(madeStale(changed(["saved_view"]), "sync_queue", {})).toBe(true);
  const sync = { sync: { status: {} } } as DesktopEvent;
  expect(madeStale(sync, "conflicts", {})).toBe(true);
  expect(madeStale(sync, "directory", {})).toBe(false);
});

test("a changed list refreshes only its own rows and places", () => {
  const event: DesktopEvent = { view_changed: { view: 4, revision: 2, total: 9 } };
  expect(madeStale(event, "view_rows", { view: 4, offset: 0, limit: 100 })).toBe(true);
  expect(madeStale(event, "view_rows", { view: 5, offset: 0, limit: 100 })).toBe(false);
  expect(madeStale(event, "view_find", { view: 4, id: "anong" })).toBe(true);
  expect(madeStale(event, "view_find", { view: 5, id: "anong" })).toBe(false);
});

test("a gap in the revisions is noticed, the first revision is none", () => {
  expect(missedBetween(null, 7)).toBe(false);
  expect(missedBetween(7, 8)).toBe(false);
  expect(missedBetween(7, 9)).toBe(true);
  expect(missedBetween(7, 1)).toBe(true);
});
