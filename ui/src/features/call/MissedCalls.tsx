import { useQuery } from "@tanstack/react-query";
import { Check, Phone } from "lucide-react";
import type { NotificationRow } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { Avatar } from "../../kit/Avatar";
import { Button, IconButton } from "../../kit/Button";
import { useNow } from "../../words/useNow";
import { moment } from "../../words/when";
import styles from "./MissedCalls.module.css";
import { useStartCall } from "./useStartCall";

/** Who called and was not answered, until one has seen it or called back. */
export function MissedCalls() {
  const { text: t } = useSpeech();
  const told = useQuery(ask("notifications", {})).data;
  const seen = useEdit("notifications_seen");
  const missed = (told?.rows ?? []).filter((row) => !row.seen);
  if (missed.length === 0) return null;
  const see = (rows: NotificationRow[]) => seen.mutate({ ids: rows.map(({ id }) => id) });
  return (
    <section className={styles.missed} aria-labelledby="missed-calls">
      <header className={styles.head}>
        <h2 id="missed-calls" className={styles.title}>
          {t("missed-title", { count: told?.unread ?? missed.length })}
        </h2>
        {missed.length > 1 && (
          <Button kind="ghost" icon={<Check />} onClick={() => see(missed)}>
            {t("missed-all_seen")}
          </Button>
        )}
      </header>
      <ul>
        {missed.map((row) => (
          <Missed key={row.id} row={row} onSeen={() => see([row])} />
        ))}
      </ul>
    </section>
  );
}

function Missed({ row, onSeen }: { row: NotificationRow; onSeen: () => void }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  const { start, why: notNow } = useStartCall();
  const { client_id: client, title: name } = row;
  const why = client === null ? t("missed-not_here") : row.callable ? notNow : t("call-no_access");
  return (
    <li className={styles.line}>
      <Avatar id={client ?? row.id} name={name} />
      <span className={styles.name}>{name}</span>
      <span className={styles.at}>{moment(speech, row.at, now)}</span>
      <Button
        icon={<Phone />}
        aria-disabled={why !== null}
        {...(why === null ? {} : { title: why, "aria-description": why })}
        onClick={() => {
          if (why !== null || client === null) return;
          start({ client, name }, "audio");
          onSeen();
        }}
      >
        {t("missed-call_back")}
      </Button>
      <IconButton label={t("missed-seen", { name })} onClick={onSeen}>
        <Check />
      </IconButton>
    </li>
  );
}
