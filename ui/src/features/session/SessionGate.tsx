import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState, type ReactNode } from "react";
import type { SessionState } from "../../host/api";
import { ask } from "../../host/query";
import { Answer } from "../../kit/Answer";
import { CannotOpen } from "./CannotOpen";
import { FirstSync } from "./FirstSync";
import { KeyConsent } from "./KeyConsent";
import { Opening } from "./Opening";
import { SetAsideNotice } from "./SetAsideNotice";
import { SignIn } from "./SignIn";

const FirstTry = lazy(() => import("./FirstTry").then((page) => ({ default: page.FirstTry })));

/** Shows the app to the person who is signed in, and until then what is missing. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useQuery(ask("session", {}));
  const [startedEarly, setStartedEarly] = useState(false);
  const [signsInLater, setSignsInLater] = useState(false);

  return (
    <Answer of={session} skeleton={<Opening />}>
      {(state) => {
        if (triesFirst(state))
          return (
            <Suspense fallback={<Opening />}>
              <FirstTry session={state} />
            </Suspense>
          );
        switch (state.stage) {
          case "cannot_open":
            return state.start_fault && <CannotOpen session={state} fault={state.start_fault} />;
          case "signed_out":
            return <SignIn session={state} />;
          case "sign_in_again":
            if (!signsInLater) return <SignIn session={state} onLater={() => setSignsInLater(true)} />;
            return children;
          case "needs_key_consent":
            return <KeyConsent session={state} />;
          case "first_sync":
            if (!startedEarly) return <FirstSync session={state} onStart={() => setStartedEarly(true)} />;
            return withNotice(children, state);
          case "ready":
            return withNotice(children, state);
        }
      }}
    </Answer>
  );
}

/** Who only looks calls nobody. */
function triesFirst({ stage, devices_tried, account }: SessionState): boolean {
  return (stage === "first_sync" || stage === "ready") && !devices_tried && account?.role !== "viewer";
}

function withNotice(children: ReactNode, { set_aside }: SessionState) {
  return (
    <>
      {children}
      {set_aside !== null && <SetAsideNotice key={set_aside} file={set_aside} />}
    </>
  );
}
