import { useQuery } from "@tanstack/react-query";
import { CalendarPlus, Plus } from "lucide-react";
import { useState } from "react";
import { ask } from "../../host/query";
import { useText } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { Button } from "../../kit/Button";
import { EmptyState } from "../../kit/EmptyState";
import { ActivityDialog, ActivityLines } from "../activities";
import styles from "./ClientActivities.module.css";

type Props = { clientId: string; editable: boolean; ledTo: string | undefined };

/** Everything planned and done with one client. */
export function ClientActivities({ clientId, editable, ledTo }: Props) {
  const t = useText();
  const activities = useQuery(ask("activities_of", { id: clientId }));
  const [creating, setCreating] = useState(false);
  const add = editable && (
    <Button icon={<Plus />} onClick={() => setCreating(true)}>
      {t("client-plan_activity")}
    </Button>
  );
  return (
    <div className={styles.activities}>
      <Answer of={activities} skeleton={null}>
        {({ activities: all }) => {
          const open = all.filter(({ status }) => status === "open");
          const done = all.filter(({ status }) => status !== "open");
          if (all.length === 0) {
            return (
              <EmptyState icon={<CalendarPlus />} title={t("client-activities_none")} actions={add}>
                {t("client-activities_fill")}
              </EmptyState>
            );
          }
          const groups = [
            { id: "open", title: t("client-activities_open"), activities: open },
            { id: "done", title: t("client-activities_done"), activities: done },
          ];
          return (
            <>
              <div className={styles.bar}>{add}</div>
              <ActivityLines
                ofOneClient
                editable={editable}
                ledTo={ledTo}
                groups={groups.filter((group) => group.activities.length > 0)}
              />
            </>
          );
        }}
      </Answer>
      <ActivityDialog open={creating} onOpenChange={setCreating} clientId={clientId} />
    </div>
  );
}
