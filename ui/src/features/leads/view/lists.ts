import type { ClientType, Filter, Sort } from "../../../host/api";
import type { PlainMsgId } from "../../../i18n";
import { ME, toFilter, type Condition } from "./conditions";

/** The two lists over the same records. */
export type ListKind = "leads" | "clients";

export const TYPES: Record<ListKind, ClientType[]> = { leads: ["lead", "prospect"], clients: ["customer"] };

export const EVERY_LEAD: Filter = toFilter(TYPES.leads, []);
export const EVERY_CUSTOMER: Filter = toFilter(TYPES.clients, []);

/** The views every list has. */
export type BuiltInId = "mine" | "all" | "unassigned";
export type BuiltIn = { id: BuiltInId; name: PlainMsgId; conditions: Condition[] };

export const BUILT_IN: readonly BuiltIn[] = [
  { id: "mine", name: "leads-view-mine", conditions: [{ on: "owner", owners: [ME] }] },
  { id: "all", name: "leads-view-all", conditions: [] },
  { id: "unassigned", name: "leads-view-unassigned", conditions: [{ on: "owner", owners: [null] }] },
];

/** Who waits longest comes first. */
export const FIRST_SORT: Sort = { field: "next_follow_up_at", descending: false };
