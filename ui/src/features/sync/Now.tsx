import { useQuery } from "@tanstack/react-query";
import { ask } from "../../host/query";
import { Conflicts } from "./Conflicts";
import { Devices } from "./Devices";
import { EditQueue } from "./EditQueue";
import styles from "./SyncCentre.module.css";
import { SyncTiles } from "./SyncTiles";

/** How the exchange stands, and what needs a person. */
export function Now() {
  const status = useQuery(ask("sync_status", {}));
  return (
    <div className={styles.now}>
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
    </div>
  );
}
