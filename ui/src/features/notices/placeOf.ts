import type { NoticeRow } from "../../host/api";

/** The page that shows what one was told of. */
export function placeOf({ id, kind, client_id }: NoticeRow) {
  const activity = kind === "missed_call" ? {} : { activity: id };
  if (client_id !== null) return { to: "/clients/$id", params: { id: client_id }, search: activity } as const;
  if (kind === "missed_call") return { to: "/calls" } as const;
  return { to: "/today", search: activity } as const;
}
