import { useEffect, useState } from "react";
import { host } from "../host";
import type { Calls, SessionState } from "../host/api";

type Known = { calls: Calls | undefined; session: SessionState | undefined };

/** What this window knows of the core: asked for once, then told. An event is newer than an answer on its way. */
export function useCore(): Known {
  const [known, setKnown] = useState<Known>({ calls: undefined, session: undefined });
  useEffect(() => {
    const told = new Set<keyof Known>();
    const put = (part: Partial<Known>) => setKnown((before) => ({ ...before, ...part }));
    const stop = host.subscribe((event) => {
      if ("calls" in event) {
        told.add("calls");
        put({ calls: event.calls.state });
      }
      if ("session" in event) {
        told.add("session");
        put({ session: event.session.state });
      }
    }, ask);
    let asked = 0;
    function ask() {
      told.clear();
      const round = ++asked;
      const holds = (part: keyof Known) => round === asked && !told.has(part);
      // A window without an answer shows nothing; the next event says what rings.
      host.call("calls", {}).then(
        (calls) => holds("calls") && put({ calls }),
        () => undefined,
      );
      host.call("session", {}).then(
        (session) => holds("session") && put({ session }),
        () => undefined,
      );
    }
    ask();
    return stop;
  }, []);
  return known;
}
