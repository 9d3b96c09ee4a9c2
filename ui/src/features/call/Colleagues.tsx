import { useQuery } from "@tanstack/react-query";
import { Phone, Search, Video } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Colleague, Media, RingGroup } from "../../host/api";
import { ask } from "../../host/query";
import { useAccount } from "../../host/useSession";
import { useText } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { Avatar } from "../../kit/Avatar";
import { IconButton } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import styles from "./CallsScreen.module.css";
import { PresenceDot } from "./PresenceDot";
import { useStartCall, type Callee } from "./useStartCall";

/** Colleagues one can call, those who are available first, below the groups that ring at several of them. */
export function Colleagues() {
  const t = useText();
  const me = useAccount()?.profile_id;
  const [find, setFind] = useState("");
  // Presence moves without an event, so it is asked for when one looks.
  const answer = useQuery({ ...ask("colleagues", {}), refetchOnMount: "always", refetchInterval: 30_000 });
  const groups = useQuery({ ...ask("ring_groups", {}), refetchOnMount: "always" }).data?.groups ?? [];
  const wanted = find.trim().toLowerCase();
  const isWanted = ({ name }: { name: string }) => name.toLowerCase().includes(wanted);
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
          const shown = others.filter(isWanted);
          const rings = ({ members }: RingGroup) =>
            others.filter(
              ({ profile_id, presence }) => members.includes(profile_id) && !RINGS_NOWHERE.includes(presence),
            );
          const shownGroups = groups.filter(isWanted);
          if (shown.length + shownGroups.length === 0) {
            return <p className={styles.quiet}>{others.length === 0 ? t("calls-alone") : t("calls-nobody")}</p>;
          }
          return (
            <ul>
              {shownGroups.map((group) => (
                <GroupLine key={group.id} group={group} ringing={rings(group).length} />
              ))}
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

function GroupLine({ group: { id, name }, ringing }: { group: RingGroup; ringing: number }) {
  const t = useText();
  const rings = t("calls-group_rings", { count: ringing });
  return (
    <CalleeLine
      callee={{ group: id, name }}
      picture={<Avatar id={id} name={name} size={28} square />}
      how={rings}
      why={ringing === 0 ? rings : null}
    />
  );
}

function Line({ colleague: { profile_id, name, presence } }: { colleague: Colleague }) {
  const t = useText();
  const word = t(`presence-${presence}`);
  return (
    <CalleeLine
      callee={{ colleague: profile_id, name }}
      picture={<Avatar id={profile_id} name={name} size={28} />}
      how={
        <>
          <PresenceDot presence={presence} /> {word}
        </>
      }
      why={RINGS_NOWHERE.includes(presence) ? word : null}
    />
  );
}

type CalleeProps = {
  callee: Callee;
  picture: ReactNode;
  how: ReactNode;
  /** Why nobody would hear it ring. */
  why: string | null;
};

function CalleeLine({ callee, picture, how, why: nobody }: CalleeProps) {
  const t = useText();
  const { start, why: notNow } = useStartCall();
  const why = notNow ?? nobody;
  const { name } = callee;
  const button = (media: Media, icon: ReactNode) => (
    <IconButton
      label={why ?? t(`call-${media === "audio" ? "voice" : "video"}_to`, { name })}
      aria-disabled={why !== null}
      onClick={() => why === null && start(callee, media)}
    >
      {icon}
    </IconButton>
  );
  return (
    <li className={styles.colleague}>
      {picture}
      <div className={styles.names}>
        <b>{name}</b>
        <p className={styles.presence}>{how}</p>
      </div>
      {button("audio", <Phone />)}
      {button("video", <Video />)}
    </li>
  );
}
