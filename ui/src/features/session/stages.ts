import type { SessionState } from "../../host/api";
import { isAlone } from "../../host/useSession";

/** Whoever calls somebody tries sound and camera first; who only looks or works alone calls nobody. */
export function triesFirst({ stage, devices_tried, account }: SessionState): boolean {
  const calls = account !== null && account.role !== "viewer" && !isAlone(account);
  return (stage === "first_sync" || stage === "ready") && !devices_tried && calls;
}

/** Whether somebody begins here; whoever was signed in before merely signs in again. */
export function isFirstRun({ stage, account, last_email }: SessionState): boolean {
  return stage !== "sign_in_again" && (account !== null || last_email === null);
}
