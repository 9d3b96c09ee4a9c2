import type { SessionState } from "../../host/api";
import { isAlone } from "../../host/useSession";

/** Whoever calls somebody tries sound and camera first; who only looks or works alone calls nobody. */
export function triesFirst({ stage, devices_tried, account }: SessionState): boolean {
  const calls = account !== null && account.role !== "viewer" && !isAlone(account);
  return (stage === "first_sync" || stage === "ready") && !devices_tried && calls;
}
