import { CalendarClock, Video } from "lucide-react";
import { useEffect, useState } from "react";
import { useNow } from "../words/useNow";
import styles from "./AgreedCalls.module.css";
import type { Agreed } from "./call";
import { Button } from "./parts";
import parts from "./parts.module.css";
import { useSpeech } from "./Speech";
import { useVisit, useVisitState } from "./visit";
import { person, personOf } from "./whom";
import { whenOf } from "./words";

/** Moved or called off by the host, which nothing here tells. */
const LOOK_EVERY_MS = 30_000;

/** Video calls that were agreed with this customer. */
export function AgreedCalls() {
  const speech = useSpeech();
  const agreed = useAgreed();
  if (agreed.length === 0) return null;
  return (
    <section className={`${parts.card} ${styles.agreed}`}>
      <h2 className={parts.cardTitle}>{speech.text("agreed-title")}</h2>
      <ul>
        {agreed.map((session) => (
          <Session key={session.id} session={session} />
        ))}
      </ul>
    </section>
  );
}

function Session({ session: { id, host_id, scheduled_at } }: { session: Agreed }) {
  const speech = useSpeech();
  const t = speech.text;
  const now = useNow();
  const { phone, session } = useVisit();
  const known = useVisitState((state) => state.agents?.find(({ supabaseUserId }) => supabaseUserId === host_id));
  // Whoever is not in the list any more is called by the name of the firm.
  const host = known ? personOf(known) : { ...person(host_id, session.organization), short: session.organization };
  const { name } = host;
  const when = whenOf(speech, scheduled_at, now);
  return (
    <li className={styles.session}>
      <CalendarClock aria-hidden="true" />
      <div>
        <p className={styles.who}>{t("history-video_with", { name })}</p>
        <p className={styles.when}>{when}</p>
      </div>
      <Button
        kind="primary"
        icon={<Video aria-hidden="true" />}
        aria-label={t("agreed-join_this", { name, when })}
        onClick={() => phone.check(host, "video", id)}
      >
        {t("agreed-join")}
      </Button>
    </li>
  );
}

/** Read when the page opens, after every call, and now and then. */
function useAgreed(): Agreed[] {
  const { server } = useVisit();
  const free = useVisitState((state) => state.phone.at === "free");
  const [agreed, setAgreed] = useState<Agreed[]>([]);
  useEffect(() => {
    if (!free) return undefined;
    let current = true;
    const look = () =>
      void server.agreed().then(
        (sessions) => current && setAgreed(sessions),
        // What is known stays until it can be asked again.
        () => undefined,
      );
    look();
    const looking = setInterval(look, LOOK_EVERY_MS);
    return () => {
      current = false;
      clearInterval(looking);
    };
  }, [server, free]);
  return agreed;
}
