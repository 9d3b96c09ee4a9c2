import { useQuery } from "@tanstack/react-query";
import type { Account, SessionState } from "./api";
import { ask } from "./query";

/** Who is signed in and how the app looks; undefined until the core has answered. */
export function useSession(): SessionState | undefined {
  return useQuery(ask("session", {})).data;
}

/** The person who is signed in. */
export function useAccount(): Account | null {
  return useSession()?.account ?? null;
}
