import { Navigate } from "@tanstack/react-router";
import { isAlone, useSession } from "../../host/useSession";
import { SignIn } from "./SignIn";

type Props = { onLater: () => void };

/** Signing in from inside the app: again, or at a server after having worked without one. */
export function SignInScreen({ onLater }: Props) {
  const session = useSession();
  if (!session) return null;
  const alone = isAlone(session.account);
  if (session.stage === "sign_in_again" || alone)
    return <SignIn session={session} firstRun={alone} onLater={onLater} />;
  return <Navigate to="/leads" />;
}
