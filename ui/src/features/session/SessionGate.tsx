import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState, type ReactNode } from "react";
import type { SessionState } from "../../host/api";
import { ask } from "../../host/query";
import { Answer } from "../../kit/Answer";
import { Opening } from "./Opening";
import { SetAsideNotice } from "./SetAsideNotice";
import { triesFirst } from "./stages";

const BrokenEdits = lazy(() => import("./BrokenEdits").then((part) => ({ default: part.BrokenEdits })));
const BeforeWork = lazy(() => import("./BeforeWork").then((page) => ({ default: page.BeforeWork })));

/** Shows the app to the person who is signed in, and until then what is missing. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useQuery(ask("session", {}));
  const [startedEarly, setStartedEarly] = useState(false);
  const [signsInLater, setSignsInLater] = useState(false);

  const isAtWork = (state: SessionState): boolean => {
    if (triesFirst(state)) return false;
    return (
      state.stage === "ready" ||
      (state.stage === "first_sync" && startedEarly) ||
      (state.stage === "sign_in_again" && signsInLater)
    );
  };

  return (
    <Answer of={session} skeleton={<Opening />}>
      {(state) =>
        isAtWork(state) ? (
          withNotices(children, state)
        ) : (
          <Suspense fallback={<Opening />}>
            <BeforeWork session={state} onStart={() => setStartedEarly(true)} onLater={() => setSignsInLater(true)} />
          </Suspense>
        )
      }
    </Answer>
  );
}

function withNotices(children: ReactNode, { set_aside }: SessionState) {
  return (
    <>
      {children}
      <Suspense>
        <BrokenEdits />
      </Suspense>
      {set_aside !== null && <SetAsideNotice key={set_aside} file={set_aside} />}
    </>
  );
}
