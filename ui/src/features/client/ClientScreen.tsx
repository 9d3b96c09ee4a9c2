import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ClientCard } from "../../host/api";
import { ask } from "../../host/query";
import { useSpeech } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { useCommands } from "../../kit/commands/useCommands";
import { Page } from "../../kit/Page";
import { Tabs } from "../../kit/Tabs";
import { number } from "../../words/number";
import { ClientActivities } from "./ClientActivities";
import { ClientConflicts } from "./ClientConflicts";
import { ClientHeader } from "./ClientHeader";
import styles from "./ClientScreen.module.css";
import { ClientSkeleton } from "./ClientSkeleton";
import { ClientTimeline } from "./ClientTimeline";
import { Composer } from "./Composer";
import { ListPosition } from "./ListPosition";
import { SidePanel } from "./SidePanel";

type Props = {
  id: string;
  /** The activity somebody came for. */
  activity?: string | undefined;
};

/** Everything about one client. */
export function ClientScreen({ id, activity }: Props) {
  const card = useQuery(ask("client_get", { id }));
  return (
    <Page title={card.data?.row.name ?? ""} tabs={<ListPosition id={id} />}>
      <Answer of={card} skeleton={<ClientSkeleton />}>
        {(answer) => <Client key={id} card={answer} activity={activity} />}
      </Answer>
    </Page>
  );
}

type Tab = "overview" | "activities" | "notes";
const TABS: Tab[] = ["overview", "activities", "notes"];

function Client({ card, activity }: { card: ClientCard; activity: string | undefined }) {
  const { text: t, language } = useSpeech();
  const [tab, setTab] = useState<Tab>(activity === undefined ? "overview" : "activities");
  const { id } = card.row;
  useCommands(
    TABS.map((target) => ({
      id: `client.tab.${target}` as const,
      run: () => setTab(target),
    })),
  );

  return (
    <div className={styles.client}>
      <ClientHeader card={card} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <Tabs
            value={tab}
            onChange={setTab}
            tabs={[
              {
                value: "overview",
                label: t("client-tab_overview"),
                content: (
                  <div className={styles.tab}>
                    <ClientConflicts id={id} />
                    {card.editable && <Composer clientId={id} />}
                    <ClientTimeline clientId={id} editable={card.editable} />
                  </div>
                ),
              },
              {
                value: "activities",
                label: t("client-tab_activities"),
                count: number(language, card.counts.activities),
                content: <ClientActivities clientId={id} editable={card.editable} ledTo={activity} />,
              },
              {
                value: "notes",
                label: t("client-tab_notes"),
                count: number(language, card.counts.notes),
                content: (
                  <div className={styles.tab}>
                    {card.editable && <Composer clientId={id} />}
                    <ClientTimeline clientId={id} editable={card.editable} only="note" />
                  </div>
                ),
              },
            ]}
          />
        </div>
        <SidePanel card={card} />
      </div>
    </div>
  );
}
