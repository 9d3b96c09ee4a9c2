import { useQueryClient } from "@tanstack/react-query";
import type { Settings } from "../../host/api";
import { ask, useEdit } from "../../host/query";

/** Changes settings one at a time, each upon the latest, however fast one follows the other. */
export function useSettings(): (change: Partial<Settings>) => void {
  const answers = useQueryClient();
  const keep = useEdit("settings_set");
  const { queryKey } = ask("session", {});
  return (change) => {
    const session = answers.getQueryData(queryKey);
    if (!session) return;
    const settings = { ...session.settings, ...change };
    answers.setQueryData(queryKey, { ...session, settings });
    keep.mutate(settings, { onError: () => void answers.invalidateQueries({ queryKey }) });
  };
}
