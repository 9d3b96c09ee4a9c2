import { useQuery } from "@tanstack/react-query";
import { CloudCheck, RefreshCw } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { QueuedEdit } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { Button } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { EmptyState } from "../../kit/EmptyState";
import styles from "./EditQueue.module.css";
import { EditLine } from "./EditLine";

const FEW = 3;

/** Edits on their way: refused first, then waiting in order, then sent. */
export function EditQueue() {
  const t = useText();
  const queue = useQuery(ask("sync_queue", {}));
  const syncNow = useEdit("sync_now");
  const send = () => syncNow.mutate({});
  useCommands([{ id: "sync.now", icon: RefreshCw, run: send }]);
  return (
    <Answer of={queue} skeleton={null}>
      {({ edits }) => {
        const refused = edits.filter(({ state }) => state === "refused");
        const waiting = edits.filter(({ state }) => state !== "refused" && state !== "sent");
        const sent = edits.filter(({ state }) => state === "sent");
        if (edits.length === 0) {
          return (
            <EmptyState icon={<CloudCheck />} title={t("sync-all_sent")}>
              {t("sync-all_sent_text")}
            </EmptyState>
          );
        }
        return (
          <>
            <Group title={t("sync-tile_refused")} tone="danger" edits={refused} />
            <Group
              title={t("sync-waiting_in_order")}
              edits={waiting}
              after={
                <Button kind="ghost" icon={<RefreshCw />} keys="r" onClick={send} disabled={syncNow.isPending}>
                  {t("sync-send_now")}
                </Button>
              }
            />
            <Sent edits={sent} />
          </>
        );
      }}
    </Answer>
  );
}

type GroupProps = {
  title: string;
  edits: QueuedEdit[];
  /** How many there are, if not all are shown. */
  count?: number;
  tone?: "danger";
  after?: ReactNode;
};

function Group({ title, edits, count = edits.length, tone, after }: GroupProps) {
  if (edits.length === 0) return null;
  return (
    <section>
      <h2 className={styles.head}>
        {title}
        <span className={styles.count} data-tone={tone}>
          {count}
        </span>
        <span className={styles.after}>{after}</span>
      </h2>
      <ul>
        {edits.map((edit) => (
          <EditLine key={edit.id} edit={edit} />
        ))}
      </ul>
    </section>
  );
}

function Sent({ edits }: { edits: QueuedEdit[] }) {
  const t = useText();
  const [all, setAll] = useState(false);
  return (
    <Group
      title={t("sync-sent")}
      edits={all ? edits : edits.slice(0, FEW)}
      count={edits.length}
      after={
        edits.length > FEW && (
          <Button kind="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
            {t(all ? "sync-show_few" : "sync-show_all", { count: edits.length })}
          </Button>
        )
      }
    />
  );
}
