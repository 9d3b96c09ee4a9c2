import { useQuery } from "@tanstack/react-query";
import { Phone, Search, Video } from "lucide-react";
import { useState } from "react";
import type { Colleague } from "../../host/api";
import { ask } from "../../host/query";
import { useAccount } from "../../host/useSession";
import { useText } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { Avatar } from "../../kit/Avatar";
import { IconButton } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import styles from "./CallsScreen.module.css";
import { PresenceDot } from "./PresenceDot";
import { useStartCall } from "./useStartCall";

/** Colleagues one can call, those who are available first. */
export function Colleagues() {
  const t = useText();
  const me = useAccount()?.profile_id;
  const [find, setFind] = useState("");
  // Presence moves without an event, so it is asked for when one looks.
  const answer = useQuery({ ...ask("colleagues", {}), refetchOnMount: "always", refetchInterval: 30_000 });
  const wanted = find.trim().toLowerCase();
  return (
    <aside className={styles.colleagues} aria-labelledby="calls-colleagues" data-region>
      <h2 id="calls-colleagues" className={styles.title}>
        {t("calls-colleagues")}
      </h2>
      <TextField
        icon={<Search />}
        placeholder={t("calls-find_colleague")}
        aria-label={t("calls-find_colleague")}
        value={find}
        onValueChange={setFind}
      />
      <Answer of={answer} skeleton={null}>
        {({ colleagues }) => {
          const others = colleagues.filter(({ profile_id }) => profile_id !== me);
          const shown = others.filter(({ name }) => name.toLowerCase().includes(wanted));
          if (shown.length === 0) {
            return <p className={styles.quiet}>{others.length === 0 ? t("calls-alone") : t("calls-nobody")}</p>;
          }
          return (
            <ul>
              {shown.map((colleague) => (
                <Line key={colleague.profile_id} colleague={colleague} />
              ))}
            </ul>
          );
        }}
      </Answer>
    </aside>
  );
}

/** Whoever has no device there, or is not to be disturbed, is not rung. */
const RINGS_NOWHERE: readonly Colleague["presence"][] = ["offline", "do_not_disturb"];

function Line({ colleague: { profile_id, name, presence } }: { colleague: Colleague }) {
  const t = useText();
  const { start, why: notNow } = useStartCall();
  const word = t(`presence-${presence}`);
  const why = notNow ?? (RINGS_NOWHERE.includes(presence) ? word : null);
  const callee = { colleague: profile_id, name };
  return (
    <li className={styles.colleague}>
      <Avatar id={profile_id} name={name} size={28} />
      <div className={styles.names}>
        <b>{name}</b>
        <p className={styles.presence}>
          <PresenceDot presence={presence} /> {word}
        </p>
      </div>
      <IconButton
        label={why ?? t("call-voice_to", { name })}
        aria-disabled={why !== null}
        onClick={() => why === null && start(callee, "audio")}
      >
        <Phone />
      </IconButton>
      <IconButton
        label={why ?? t("call-video_to", { name })}
        aria-disabled={why !== null}
        onClick={() => why === null && start(callee, "video")}
      >
        <Video />
      </IconButton>
    </li>
  );
}
