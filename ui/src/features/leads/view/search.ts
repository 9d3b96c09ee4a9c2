import type { Sort } from "../../../host/api";
import type { Condition } from "./conditions";

/** The list as the address says it: which view, and what was changed in it since it was saved. */
export type ListSearch = {
  view?: string;
  conditions?: Condition[];
  sort?: Sort;
};

/** Reads an address somebody may have written by hand; what is not understood is left out. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const { view, conditions, sort } = search;
  return {
    ...(typeof view === "string" ? { view } : {}),
    ...(isConditions(conditions) ? { conditions } : {}),
    ...(isSort(sort) ? { sort } : {}),
  };
}

function isConditions(value: unknown): value is Condition[] {
  return Array.isArray(value) && value.every((each) => typeof each === "object" && each !== null && "on" in each);
}

function isSort(value: unknown): value is Sort {
  if (typeof value !== "object" || value === null) return false;
  return (
    "field" in value &&
    typeof value.field === "string" &&
    "descending" in value &&
    typeof value.descending === "boolean"
  );
}
