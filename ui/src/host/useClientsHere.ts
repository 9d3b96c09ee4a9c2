import { useQuery } from "@tanstack/react-query";
import { dayStart } from "../words/day";
import { useNow } from "../words/useNow";
import type { Filter } from "./api";
import { ask } from "./query";

const EVERYBODY: Filter = { op: "all", parts: [] };

/** How many clients are on this computer; undefined until they are counted. */
export function useClientsHere(): number | undefined {
  const today = dayStart(useNow());
  return useQuery(ask("count", { filter: EVERYBODY, today })).data?.total;
}
