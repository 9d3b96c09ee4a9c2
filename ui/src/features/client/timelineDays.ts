import type { TimelineItem } from "../../host/api";
import { dayStart } from "../../words/day";

export type TimelineDay = { start: number; items: TimelineItem[] };

const isPinned = ({ what }: TimelineItem) => typeof what === "object" && "note" in what && what.note.pinned;

/** Pinned notes apart, everything else under its day; newest first, each record once. */
export function timelineDays(items: TimelineItem[]): { pinned: TimelineItem[]; days: TimelineDay[] } {
  const once = [...new Map(items.map((item) => [item.id, item])).values()];
  const days: TimelineDay[] = [];
  for (const item of once.filter((one) => !isPinned(one))) {
    const start = dayStart(item.at);
    const last = days.at(-1);
    if (last?.start === start) last.items.push(item);
    else days.push({ start, items: [item] });
  }
  return { pinned: once.filter(isPinned), days };
}
