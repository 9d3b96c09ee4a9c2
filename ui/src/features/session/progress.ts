/** The share of the first sync that is done, 0 to 1. The total is an estimate and may be passed or be missing. */
export function share(first: [number, number]): number {
  const [here, inAll] = first;
  if (inAll <= 0) return 0;
  return Math.min(1, here / inAll);
}

/** Seconds still to go at the pace since `start`; null until the pace can be told. */
export function secondsLeft(start: { at: number; here: number }, first: [number, number], now: number): number | null {
  const [here, inAll] = first;
  const passed = now - start.at;
  const fetched = here - start.here;
  if (passed < 3_000 || fetched <= 0) return null;
  return Math.max(1, Math.round(((inAll - here) / fetched) * (passed / 1_000)));
}
