import { dayStart } from "./day";

export type Day<Item> = { start: number; items: Item[] };

/** Things in the order of their time, under the day of each. */
export function byDay<Item>(items: Item[], at: (item: Item) => number): Day<Item>[] {
  const days: Day<Item>[] = [];
  for (const item of items) {
    const start = dayStart(at(item));
    const last = days.at(-1);
    if (last?.start === start) last.items.push(item);
    else days.push({ start, items: [item] });
  }
  return days;
}
