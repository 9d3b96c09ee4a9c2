import { useRef, useState } from "react";
import { host } from "../../host";

/** The server's address: as it is known, as the domain of the mail names it, or as it is typed, which wins. */
export function useServerAddress(known: string) {
  const [server, setServer] = useState(known);
  const [foundAt, setFoundAt] = useState<string | null>(null);
  /** Changes with whatever makes an answer that is under way one of the past. */
  const turn = useRef(0);

  const type = (typed: string) => {
    turn.current += 1;
    setServer(typed);
    setFoundAt(null);
  };

  const lookAt = async (email: string) => {
    if (server !== "" && foundAt === null) return;
    turn.current += 1;
    const own = turn.current;
    // Without an answer the address is typed.
    const found = await host.call("server_find", { email }).catch(() => null);
    if (own !== turn.current || !found?.server) return;
    setServer(found.server);
    setFoundAt(email.trim().split("@").at(-1) ?? "");
  };

  return { server, type, lookAt, foundAt };
}
