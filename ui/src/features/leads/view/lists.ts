import type { Account, ClientType, Filter, Role, Sort } from "../../../host/api";
import type { Offered } from "../../../host/together";
import { isAlone } from "../../../host/useSession";
import type { PlainMsgId } from "../../../i18n";
import { ME, toFilter, type Condition } from "./conditions";

/** The two lists over the same records. */
export type ListKind = "leads" | "clients";

export const TYPES: Record<ListKind, ClientType[]> = { leads: ["lead", "prospect"], clients: ["customer"] };

export const EVERY_LEAD: Filter = toFilter(TYPES.leads, []);
export const EVERY_CUSTOMER: Filter = toFilter(TYPES.clients, []);

/** The views every list has. */
export type BuiltInId = "mine" | "all" | "unassigned";
export type BuiltIn = Offered & { id: BuiltInId; name: PlainMsgId; conditions: Condition[] };

export const BUILT_IN: BuiltIn[] = [
  { id: "mine", name: "leads-view-mine", conditions: [{ on: "owner", owners: [ME] }], together: true },
  { id: "all", name: "leads-view-all", conditions: [] },
  { id: "unassigned", name: "leads-view-unassigned", conditions: [{ on: "owner", owners: [null] }], together: true },
];

/** Who looks after the leads of others, and has hardly any of their own. */
const OF_OTHERS: Role[] = ["admin", "manager"];

/** The view a list begins with until another is chosen: one's own leads, and every client. */
export function firstView(list: ListKind, account: Account | null): BuiltIn | undefined {
  const every = list === "clients" || isAlone(account) || (account && OF_OTHERS.includes(account.role));
  const id: BuiltInId = every ? "all" : "mine";
  return BUILT_IN.find((view) => view.id === id);
}

/** Who waits longest comes first. */
export const FIRST_SORT: Sort = { field: "next_follow_up_at", descending: false };
