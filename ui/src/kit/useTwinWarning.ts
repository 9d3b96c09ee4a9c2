import { useNavigate } from "@tanstack/react-router";
import { host } from "../host";
import type { ClientRow, Fields } from "../host/api";
import { sayWarning } from "./toasts";

/** Most twins that are named: each can be opened. */
const NAMED = 3;

/** Those of the clients with the same phone or e-mail that are named, as people tell them apart. */
export const namedTwins = (twins: ClientRow[]) =>
  twins
    .slice(0, NAMED)
    .map(({ id, name, company_name }) => ({ id, name: company_name ? `${name}, ${company_name}` : name }));

/**
 * Says whose phone or e-mail it is as well that was just written. What was written stands: two may share a number, so
 * nobody is held up.
 */
export function useTwinWarning(): (client: string, written: Fields["values"]) => void {
  const go = useNavigate();
  return (client, written) => {
    const typed = (field: string) => (typeof written[field] === "string" ? written[field] : null);
    const phone = typed("phone") ?? typed("phone2");
    const email = typed("email");
    if (phone === null && email === null) return;
    host.call("duplicates_find", { phone, email, except: client }).then(
      ({ clients }) => {
        if (clients.length === 0) return;
        const links = namedTwins(clients).map(({ id, name }) => ({
          id,
          name,
          open: () => void go({ to: "/clients/$id", params: { id } }),
        }));
        sayWarning(({ text }) => text("leads-twin", { count: clients.length }), links);
      },
      // Without an answer there is no warning, as before anything was typed.
      () => undefined,
    );
  };
}
