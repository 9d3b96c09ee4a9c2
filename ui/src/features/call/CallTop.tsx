import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useAlone } from "../../host/useSession";
import { useCallCommands } from "./useCallCommands";
import { useCalls } from "./useCalls";
import { useInvitations } from "./useStartCall";
import { useTakeOver } from "./useTakeOver";

const CallBars = lazy(() => import("./CallBars").then((part) => ({ default: part.CallBars })));
const InviteDialog = lazy(() => import("./InviteDialog").then((part) => ({ default: part.InviteDialog })));

/** What calls put on top of every screen. Fetched with the first call, so that the app starts without it. */
export function CallTop() {
  return useAlone() ? null : <Top />;
}

function Top() {
  const calls = useCalls();
  const onStage = useLocation({ select: ({ pathname }) => pathname === "/call" });
  const invitation = useInvitations((state) => state.open);
  useTakeOver(calls);
  useCallCommands(calls);
  const something = calls && (calls.ringing.length > 0 || calls.waiting.length > 0 || calls.current || calls.wrap_up);
  return (
    <Suspense>
      {something && <CallBars calls={calls} onStage={onStage} />}
      {invitation && <InviteDialog client={invitation} />}
    </Suspense>
  );
}
