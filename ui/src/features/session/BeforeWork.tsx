import { useState } from "react";
import type { SessionState } from "../../host/api";
import { CannotOpen } from "./CannotOpen";
import { FirstSync } from "./FirstSync";
import { FirstTry } from "./FirstTry";
import { KeyConsent } from "./KeyConsent";
import { SignIn } from "./SignIn";
import { isFirstRun, triesFirst } from "./stages";
import { WorkAlone } from "./WorkAlone";

type Props = {
  session: SessionState;
  /** Works while the rest still comes. */
  onStart: () => void;
  /** Works although the session ended. */
  onLater: () => void;
};

/** What is missing before one can work. */
export function BeforeWork({ session, onStart, onLater }: Props) {
  const [alone, setAlone] = useState(false);
  const [firstRun] = useState(() => isFirstRun(session));
  if (triesFirst(session)) return <FirstTry session={session} firstRun={firstRun} />;
  switch (session.stage) {
    case "cannot_open":
      return session.start_fault && <CannotOpen session={session} fault={session.start_fault} />;
    case "signed_out":
      if (alone) return <WorkAlone session={session} onBack={() => setAlone(false)} />;
      return <SignIn session={session} firstRun={firstRun} onAlone={() => setAlone(true)} />;
    case "sign_in_again":
      return <SignIn session={session} onLater={onLater} />;
    case "needs_key_consent":
      return <KeyConsent session={session} firstRun={firstRun} />;
    case "first_sync":
      return <FirstSync session={session} firstRun={firstRun} onStart={onStart} />;
    case "ready":
      return null;
  }
}
