export const SYNC_PARTS = ["now", "history", "storage"] as const;
export type SyncPart = (typeof SYNC_PARTS)[number];

/** Which part of the sync centre the address names. */
export function readSyncSearch(search: Record<string, unknown>): { part?: SyncPart } {
  const part = SYNC_PARTS.find((each) => each === search["part"]);
  return part ? { part } : {};
}
