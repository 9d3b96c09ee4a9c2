import { Bell, BellRing, Phone, Video } from "lucide-react";
import { useState } from "react";
import { Avatar } from "../kit/Avatar";
import { AgreedCalls } from "./AgreedCalls";
import { firstName, nameOf, waitsFor, type Agent } from "./call";
import { LastCalls } from "./LastCalls";
import { LeaveMessage } from "./LeaveMessage";
import { Button } from "./parts";
import parts from "./parts.module.css";
import styles from "./People.module.css";
import { useText } from "./Speech";
import { useVisit, useVisitState } from "./visit";

/** Who can be called. */
export function People({ onSignOut }: { onSignOut: () => void }) {
  const t = useText();
  const { session } = useVisit();
  const agents = useVisitState((state) => state.agents);
  const free = agents?.filter((agent) => agent.presence === "available").length ?? 0;
  return (
    <main className={styles.main}>
      <section>
        <h1>{agents && free === 0 ? t("people-nobody") : t("people-hello", { name: firstName(session.name) })}</h1>
        <p className={styles.lead} role="status">
          {agents === null
            ? t("people-looking")
            : free === 0
              ? t("people-nobody_what")
              : t("people-free", { count: free })}
        </p>
        {agents && free === 0 && (
          <div className={styles.message}>
            <LeaveMessage />
          </div>
        )}
        <AgreedCalls />
        <ul className={styles.agents}>
          {agents?.toSorted(availableFirst).map((agent, at) => (
            <AgentCard key={agent.supabaseUserId} agent={agent} first={at === 0} />
          ))}
        </ul>
      </section>
      <aside className={styles.aside}>
        <Alert />
        <LastCalls />
        <p className={styles.who}>
          {t("frame-signed_in_as", { name: session.name })}
          <Button kind="ghost" onClick={onSignOut}>
            {t("frame-sign_out")}
          </Button>
        </p>
      </aside>
    </main>
  );
}

/** Late news keeps everybody else where they are. */
function availableFirst(one: Agent, other: Agent): number {
  return Number(other.presence === "available") - Number(one.presence === "available");
}

function AgentCard({ agent, first }: { agent: Agent; first: boolean }) {
  const t = useText();
  const { phone } = useVisit();
  const name = nameOf(agent);
  const waits = waitsFor(agent);
  const callable = agent.presence === "available" || waits;
  return (
    <li className={styles.agent} data-away={!callable || undefined}>
      <span className={styles.face}>
        <Avatar id={agent.supabaseUserId} name={name} size={56} />
        <i className={styles.dot} data-presence={agent.presence} />
      </span>
      <div>
        <p className={styles.name}>{name}</p>
        <p className={styles.state}>{t(waits ? "people-can_wait" : `presence-${agent.presence}`)}</p>
      </div>
      {callable && (
        <div className={styles.buttons}>
          <Button
            kind={first && !waits ? "primary" : "quiet"}
            icon={<Video aria-hidden="true" />}
            aria-label={t("people-call_video", { name })}
            onClick={() => phone.check(agent, "video")}
          >
            {t("people-video")}
          </Button>
          <Button
            icon={<Phone aria-hidden="true" />}
            aria-label={t("people-call_voice", { name })}
            onClick={() => phone.check(agent, "audio")}
          >
            {t("people-voice")}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Whether a call is noticed while another window is in front. */
function Alert() {
  const t = useText();
  const [permission, setPermission] = useState(() => ("Notification" in window ? Notification.permission : "denied"));
  const asks = permission === "default";
  const Icon = asks ? Bell : BellRing;
  return (
    <section className={`${parts.card} ${styles.bell}`}>
      <Icon aria-hidden="true" />
      <div>
        <h2 className={parts.cardTitle}>{t(asks ? "frame-rings_here" : "frame-will_ring")}</h2>
        <p>{t(asks ? "frame-rings_here_why" : "frame-will_ring_how")}</p>
        {asks && (
          <Button onClick={() => void Notification.requestPermission().then(setPermission)}>
            {t("frame-rings_here")}
          </Button>
        )}
      </div>
    </section>
  );
}
