import { useQuery } from "@tanstack/react-query";
import { ask } from "../../host/query";
import { useText } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { ConflictCard } from "./ConflictCard";
import styles from "./Conflicts.module.css";
import queue from "./EditQueue.module.css";

/** Records two people edited differently. */
export function Conflicts() {
  const t = useText();
  const conflicts = useQuery(ask("conflicts", {}));
  return (
    <Answer of={conflicts} skeleton={null}>
      {({ conflicts: all }) =>
        all.length > 0 && (
          <section>
            <h2 className={queue.head}>
              {t("sync-conflicts")}
              <span className={queue.count} data-tone="warning">
                {all.length}
              </span>
            </h2>
            <div className={styles.cards}>
              {all.map((conflict, at) => (
                <ConflictCard key={conflict.id} conflict={conflict} takesKeys={at === 0} />
              ))}
            </div>
          </section>
        )
      }
    </Answer>
  );
}
