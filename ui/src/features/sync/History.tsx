import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowDownToLine, ArrowUpFromLine, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import type { QueuedEdit, ReceivedChange } from "../../host/api";
import { ask } from "../../host/query";
import { profileOf, useDirectory } from "../../host/useDirectory";
import { useSpeech, useText } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { EmptyState } from "../../kit/EmptyState";
import { byDay } from "../../words/byDay";
import { useNow } from "../../words/useNow";
import { clock, dayHeading } from "../../words/when";
import { EditLine } from "./EditLine";
import queue from "./EditQueue.module.css";
import styles from "./SyncCentre.module.css";

/** What the server took from here and what came from elsewhere, newest first. */
export function History() {
  const t = useText();
  const history = useQuery(ask("sync_history", {}));
  return (
    <Answer of={history} skeleton={null}>
      {({ sent, received }) => (
        <div className={styles.split}>
          <div className={styles.column}>
            <Part title={t("sync-history_sent")} note={t("sync-history_sent_note")}>
              {sent.length === 0 ? (
                <EmptyState icon={<ArrowUpFromLine />} title={t("sync-history_sent_none")}>
                  {t("sync-history_sent_none_text")}
                </EmptyState>
              ) : (
                <Days items={sent} at={doneAt}>
                  {(edit) => <EditLine key={edit.id} edit={edit} />}
                </Days>
              )}
            </Part>
          </div>
          <div className={styles.column}>
            <Part title={t("sync-history_received")} note={t("sync-history_received_note")}>
              {received.length === 0 ? (
                <EmptyState icon={<ArrowDownToLine />} title={t("sync-history_received_none")}>
                  {t("sync-history_received_none_text")}
                </EmptyState>
              ) : (
                <Days items={received} at={(change) => change.at}>
                  {(change) => <ReceivedLine key={change.client_id} change={change} />}
                </Days>
              )}
            </Part>
          </div>
        </div>
      )}
    </Answer>
  );
}

const doneAt = (edit: QueuedEdit) => edit.done_at ?? edit.at;

function Part({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <section>
      <h2 className={queue.head}>{title}</h2>
      <p className={styles.note}>{note}</p>
      {children}
    </section>
  );
}

type DaysProps<Item> = { items: Item[]; at: (item: Item) => number; children: (item: Item) => ReactNode };

function Days<Item>({ items, at, children }: DaysProps<Item>) {
  const speech = useSpeech();
  const now = useNow();
  return byDay(items, at).map((day) => (
    <section key={day.start}>
      <h3 className={styles.day}>{dayHeading(speech, day.start, now)}</h3>
      <ul>{day.items.map(children)}</ul>
    </section>
  ));
}

function ReceivedLine({ change }: { change: ReceivedChange }) {
  const t = useText();
  const directory = useDirectory();
  const name = profileOf(directory, change.by)?.name ?? t("sync-somebody");
  return (
    <li className={queue.edit}>
      <UserRound />
      <span className={queue.title}>
        <Link className={queue.open} to="/clients/$id" params={{ id: change.client_id }}>
          {change.title}
        </Link>
      </span>
      <span className={queue.at}>{clock(change.at)}</span>
      <p className={queue.what}>
        {[change.subtitle, t("sync-history_changed_by", { name })].filter(Boolean).join(", ")}
      </p>
    </li>
  );
}
