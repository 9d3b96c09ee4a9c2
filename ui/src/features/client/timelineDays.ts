import type { TimelineItem } from "../../host/api";
import { byDay, type Day } from "../../words/byDay";

const isPinned = ({ what }: TimelineItem) => typeof what === "object" && "note" in what && what.note.pinned;

/** Pinned notes apart, everything else under its day; newest first, each record once. */
export function timelineDays(items: TimelineItem[]): { pinned: TimelineItem[]; days: Day<TimelineItem>[] } {
  const once = [...new Map(items.map((item) => [item.id, item])).values()];
  const days = byDay(
    once.filter((one) => !isPinned(one)),
    (item) => item.at,
  );
  return { pinned: once.filter(isPinned), days };
}
