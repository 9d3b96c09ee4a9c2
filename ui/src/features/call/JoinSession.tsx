import { Video } from "lucide-react";
import { useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { Tooltip } from "../../kit/Tooltip";
import { useNow } from "../../words/useNow";
import { useStartCall } from "./useStartCall";
import { useRefreshSessions, useSessionOf } from "./useSessions";

/** From this long before its time on, joining is what one is here for. */
const SOON_MS = 10 * 60_000;

type Props = { activityId: string; subject: string };

/** Comes into the video call that was agreed with a meeting; nothing for a meeting without one. */
export function JoinSession({ activityId, subject }: Props) {
  const t = useText();
  const now = useNow();
  const session = useSessionOf(activityId);
  const { why } = useStartCall();
  const join = useEdit("video_session_join");
  const refresh = useRefreshSessions();
  if (!session) return null;

  const soon = session.goes_on || session.at - now < SOON_MS;
  const press = () => {
    if (why === null && !join.isPending) join.mutate({ session_id: session.id }, { onError: refresh });
  };
  const button = (
    <Button
      kind={soon && why === null ? "primary" : "quiet"}
      size="small"
      icon={<Video />}
      aria-label={t("session-join_this", { subject })}
      aria-disabled={why !== null || join.isPending || undefined}
      aria-description={why ?? undefined}
      onClick={press}
    >
      {t("session-join")}
    </Button>
  );
  return why === null ? button : <Tooltip label={why}>{button}</Tooltip>;
}
