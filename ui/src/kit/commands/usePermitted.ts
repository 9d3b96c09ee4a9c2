import type { ClientRights } from "../../host/api";
import { useRights } from "../../host/rights";
import { useOffered, type Offered } from "../../host/together";

export type Permitted = Offered & {
  /** What the person's role has to allow. */
  needs?: keyof ClientRights;
};

/** Of these, what makes sense for this person and what their role allows. */
export function usePermitted<T extends Permitted>(all: T[]): T[] {
  const rights = useRights();
  return useOffered(all).filter(({ needs }) => needs === undefined || rights[needs]);
}
