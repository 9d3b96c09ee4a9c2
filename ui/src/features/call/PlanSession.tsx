import { CalendarClock } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useText } from "../../i18n";
import { IconButton } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";

const SessionDialog = lazy(() => import("./SessionDialog").then((part) => ({ default: part.SessionDialog })));

type Props = { client: { client: string; name: string } };

/** Agrees a video call with a client for another time. */
export function PlanSession({ client }: Props) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const plan = () => setOpen(true);
  useCommands([{ id: "client.session", title: t("session-plan"), icon: CalendarClock, run: plan }]);
  return (
    <>
      <IconButton label={t("session-plan")} kind="quiet" size="form" onClick={plan}>
        <CalendarClock />
      </IconButton>
      {open && (
        <Suspense>
          <SessionDialog client={client} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
