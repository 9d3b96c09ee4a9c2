import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { VideoSession } from "../../host/api";
import { ask } from "../../host/query";
import { useAlone } from "../../host/useSession";

/** The other side may call one off, which nothing here tells. */
const LOOK_EVERY_MS = 60_000;

/** The video call that was agreed with this meeting; null while nothing of it is known, as without a network. */
export function useSessionOf(activityId: string): VideoSession | null {
  const enabled = !useAlone();
  const asked = ask("video_sessions", {});
  const sessions = useQuery({ ...asked, enabled, refetchOnMount: true, refetchInterval: LOOK_EVERY_MS });
  return sessions.data?.sessions.find(({ activity_id }) => activity_id === activityId) ?? null;
}

/** Asks for them anew. */
export function useRefreshSessions(): () => void {
  const answers = useQueryClient();
  return () => void answers.invalidateQueries({ queryKey: ask("video_sessions", {}).queryKey });
}
