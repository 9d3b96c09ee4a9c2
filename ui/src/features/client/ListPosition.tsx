import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useCurrentList } from "../../host/currentList";
import { ask } from "../../host/query";
import { useSpeech } from "../../i18n";
import { IconButton } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { number } from "../../words/number";
import styles from "./ListPosition.module.css";

/** Where the client stands in the list it was opened from, and the way to its neighbours. */
export function ListPosition({ id }: { id: string }) {
  const { text: t, language } = useSpeech();
  const go = useNavigate();
  const view = useCurrentList((list) => list.view);
  const found = useQuery({ ...ask("view_find", { view: view ?? 0, id }), enabled: view !== null }).data;
  const open = (target: string | null | undefined) => {
    if (target) void go({ to: "/clients/$id", params: { id: target } });
  };
  useCommands([
    { id: "client.previous", run: () => open(found?.previous) },
    { id: "client.next", run: () => open(found?.next) },
  ]);
  if (!found || found.offset === null) return null;

  return (
    <div className={styles.position}>
      <span className={styles.place}>
        {t("client-place", { place: number(language, found.offset + 1), total: number(language, found.total) })}
      </span>
      <IconButton
        label={t("client-previous")}
        keys="["
        disabled={found.previous === null}
        onClick={() => open(found.previous)}
      >
        <ChevronUp />
      </IconButton>
      <IconButton label={t("client-next")} keys="]" disabled={found.next === null} onClick={() => open(found.next)}>
        <ChevronDown />
      </IconButton>
    </div>
  );
}
