import { useQuery } from "@tanstack/react-query";
import { ask } from "../../host/query";
import { useText } from "../../i18n";
import { Page } from "../../kit/Page";
import { Conflicts } from "./Conflicts";
import { Devices } from "./Devices";
import { EditQueue } from "./EditQueue";
import styles from "./SyncCentre.module.css";
import { SyncTiles } from "./SyncTiles";

/** Where every edit is, and what needs a person. Always available, offline too. */
export function SyncCentre() {
  const t = useText();
  const status = useQuery(ask("sync_status", {}));
  return (
    <Page title={t("sync-title")}>
      <SyncTiles status={status.data} />
      <div className={styles.split}>
        <div className={styles.column}>
          <EditQueue />
        </div>
        <div className={styles.column}>
          <Conflicts />
          <Devices />
        </div>
      </div>
    </Page>
  );
}
