import type { ClientRights, ClientRow } from "./api";
import { useAccount, useSession } from "./useSession";

const NONE: ClientRights = { edit: false, edit_others: false, assign: false, delete: false, change_tags: false };

/** What the person's role allows; nothing until the core has answered. */
export function useRights(): ClientRights {
  return useSession()?.rights ?? NONE;
}

/** Whether the person may change a client. */
export function useMayEdit(): (row: Pick<ClientRow, "owner_id">) => boolean {
  const { edit, edit_others } = useRights();
  const me = useAccount()?.profile_id;
  return ({ owner_id }) => edit && (edit_others || owner_id === null || owner_id === me);
}
