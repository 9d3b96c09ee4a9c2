import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useText } from "../../i18n";
import { Page } from "../../kit/Page";
import tabs from "../../kit/pageTabs.module.css";
import { History } from "./History";
import { Now } from "./Now";
import { readSyncSearch, SYNC_PARTS, type SyncPart } from "./parts";
import { Storage } from "./Storage";

const CONTENT: Record<SyncPart, ReactNode> = { now: <Now />, history: <History />, storage: <Storage /> };

type Props = { search: ReturnType<typeof readSyncSearch> };

/** Where every edit is, what needs a person, what went through, and what is kept here. Works offline. */
export function SyncCentre({ search }: Props) {
  const t = useText();
  const { part = "now" } = search;
  return (
    <Page
      title={t("sync-title")}
      tabs={
        <nav aria-label={t("sync-title")}>
          <ul className={tabs.tabs}>
            {SYNC_PARTS.map((each) => (
              <li key={each}>
                <Link
                  to="/sync"
                  search={{ part: each }}
                  className={tabs.tab}
                  aria-current={part === each ? "page" : undefined}
                >
                  {t(`sync-part_${each}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      }
    >
      {CONTENT[part]}
    </Page>
  );
}
