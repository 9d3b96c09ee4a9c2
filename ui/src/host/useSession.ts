import { useQuery } from "@tanstack/react-query";
import type { Account, SessionState } from "./api";
import { ask } from "./query";

/** Who is signed in and how the app looks; undefined until the core has answered. */
export function useSession(): SessionState | undefined {
  return useQuery(ask("session", {})).data;
}

/** Whether the person works on this computer alone: then there is no server, nobody calls and nobody is called. */
export function useAlone(): boolean {
  return isAlone(useAccount());
}

/** As {@link useAlone}, of an account one has. */
export function isAlone(account: Account | null): boolean {
  return account !== null && account.server === null;
}

/** The person who is signed in. */
export function useAccount(): Account | null {
  return useSession()?.account ?? null;
}
