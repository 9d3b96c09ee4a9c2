import { useEffect, useState } from "react";
import { Invitation, NoSession } from "./Invitation";
import { forgetCode, useRoute } from "./route";
import { forgetSession, keepSession, keptSession, type Session } from "./session";
import { Signed } from "./Signed";
import { useTheme } from "./useTheme";
import { Visit } from "./visit";

/** The customers' pages: a session in this browser, or the way to one. */
export function Portal() {
  useTheme();
  const route = useRoute();
  const [visit, setVisit] = useState(() => visitOf(keptSession(localStorage)));
  const [ended, setEnded] = useState(false);

  function visitOf(session: Session | null): Visit | null {
    return session && new Visit(session, signOut);
  }

  function signOut() {
    forgetSession(localStorage);
    setVisit(null);
    setEnded(true);
  }

  function enter(session: Session) {
    keepSession(localStorage, session);
    setVisit(visitOf(session));
    forgetCode();
  }

  useEffect(() => visit?.open(), [visit]);

  if (route.page === "invitation") {
    return <Invitation code={route.code} signedIn={visit !== null} onEnter={enter} onGoOn={forgetCode} />;
  }
  if (visit === null) return <NoSession ended={ended} />;
  return <Signed visit={visit} page={route.page} onSignOut={signOut} />;
}
