import { useEffect, useState } from "react";
import type { PastCall } from "./call";
import { useVisit, useVisitState } from "./visit";

const PAGE = 50;

export type PastCallsState = {
  calls: PastCall[] | null;
  failed: boolean;
  more: boolean;
  again: () => void;
  earlier: () => void;
};

type Read = { calls: PastCall[]; more: boolean };

/** The calls that were, newest first, read anew whenever the telephone is free again. */
export function usePastCalls(): PastCallsState {
  const { server } = useVisit();
  const free = useVisitState((state) => state.phone.at === "free");
  const [read, setRead] = useState<Read | null>(null);
  const [failed, setFailed] = useState(false);
  // A new wish reads anew.
  const [wish, setWish] = useState({});

  useEffect(() => {
    if (!free || !wish) return undefined;
    let current = true;
    server.history().then(
      (calls) => {
        if (!current) return;
        setRead({ calls, more: calls.length === PAGE });
        setFailed(false);
      },
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [server, free, wish]);

  async function readEarlier() {
    const last = read?.calls.at(-1);
    if (!last) return;
    try {
      const earlier = await server.history(last.id);
      setRead({ calls: [...(read?.calls ?? []), ...earlier], more: earlier.length === PAGE });
    } catch {
      setFailed(true);
    }
  }

  const { calls = null, more = false } = read ?? {};
  return { calls, failed, more, again: () => setWish({}), earlier: () => void readEarlier() };
}
