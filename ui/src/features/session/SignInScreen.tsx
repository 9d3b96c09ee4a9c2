import { useSession } from "../../host/useSession";
import { SignIn } from "./SignIn";

type Props = { onLater: () => void };

/** Signing in again, asked for from inside the app. */
export function SignInScreen({ onLater }: Props) {
  const session = useSession();
  return session ? <SignIn session={session} onLater={onLater} /> : null;
}
