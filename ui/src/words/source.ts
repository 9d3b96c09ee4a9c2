import type { PlainMsgId, Text } from "../i18n/text";

/** Where most clients come from, as it is written in data. */
const KNOWN: ReadonlyMap<string, PlainMsgId> = new Map([
  ["website", "source-website"],
  ["referral", "source-referral"],
  ["trade fair", "source-trade_fair"],
  ["line", "source-line"],
  ["facebook", "source-facebook"],
  ["cold call", "source-cold_call"],
  ["walk-in", "source-walk_in"],
  ["partner", "source-partner"],
]);

/** Where a client comes from, as people read it; anybody may write a source of their own, which stays as it is. */
export function sourceName(t: Text, source: string): string {
  const known = KNOWN.get(source.trim().toLowerCase());
  return known ? t(known) : source;
}
