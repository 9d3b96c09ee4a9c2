import { Phone, Video } from "lucide-react";
import type { ReactNode } from "react";
import { AgreedCalls } from "./AgreedCalls";
import { Alert } from "./Alert";
import { firstName, waitsFor, type Agent, type Group, type Presence } from "./call";
import { Face } from "./Face";
import { LastCalls } from "./LastCalls";
import { LeaveMessage } from "./LeaveMessage";
import { Button } from "./parts";
import styles from "./People.module.css";
import { useText } from "./Speech";
import { useVisit, useVisitState } from "./visit";
import { canBeCalled, freeOf, groupOf, personOf, type Whom } from "./whom";

/** Who can be called. */
export function People({ onSignOut }: { onSignOut: () => void }) {
  const t = useText();
  const { session } = useVisit();
  const agents = useVisitState((state) => state.agents);
  const groups = useVisitState((state) => state.groups);
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
          {agents && groups.map((group, at) => <GroupCard key={group.id} group={group} first={at === 0} />)}
          {agents?.toSorted(availableFirst).map((agent, at) => (
            <AgentCard key={agent.supabaseUserId} agent={agent} first={at === 0 && groups.length === 0} />
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
  const waits = waitsFor(agent);
  return (
    <Card whom={personOf(agent)} presence={agent.presence} callable={canBeCalled(agent)} first={first && !waits}>
      {t(waits ? "people-can_wait" : `presence-${agent.presence}`)}
    </Card>
  );
}

function GroupCard({ group, first }: { group: Group; first: boolean }) {
  const t = useText();
  const free = useVisitState((state) => state.agents && freeOf(group, state.agents).length) ?? 0;
  return (
    <Card whom={groupOf(group)} callable={free > 0} first={first}>
      {free > 0 ? t("people-group_free", { count: free }) : t("people-group_nobody")}
    </Card>
  );
}

type CardProps = { whom: Whom; presence?: Presence; callable: boolean; first: boolean; children: ReactNode };

/** Somebody, how they stand, and the ways to call them. */
function Card({ whom, presence, callable, first, children }: CardProps) {
  const t = useText();
  const { phone } = useVisit();
  const { name } = whom;
  return (
    <li className={styles.agent} data-away={!callable || undefined}>
      <span className={styles.face}>
        <Face whom={whom} size={56} />
        {presence && <i className={styles.dot} data-presence={presence} />}
      </span>
      <div>
        <p className={styles.name}>{name}</p>
        <p className={styles.state}>{children}</p>
      </div>
      {callable && (
        <div className={styles.buttons}>
          <Button
            kind={first ? "primary" : "quiet"}
            icon={<Video aria-hidden="true" />}
            aria-label={t("people-call_video", { name })}
            onClick={() => phone.check(whom, "video")}
          >
            {t("people-video")}
          </Button>
          <Button
            icon={<Phone aria-hidden="true" />}
            aria-label={t("people-call_voice", { name })}
            onClick={() => phone.check(whom, "audio")}
          >
            {t("people-voice")}
          </Button>
        </div>
      )}
    </li>
  );
}
