import { useEffect } from "react";
import { Avatar } from "../kit/Avatar";
import { firstName } from "./call";
import styles from "./CallPage.module.css";
import { LeaveMessage } from "./LeaveMessage";
import { Button } from "./parts";
import type { PhoneState, Why } from "./phone";
import { useSpeech } from "./Speech";
import { play } from "./tones";
import { useVisit, useVisitState } from "./visit";
import { lengthOf } from "./words";

/** After these there is something left to say. */
const UNSAID: readonly Why[] = ["declined", "missed", "busy", "unreachable", "calls_unavailable", "failed"];

type Props = Extract<PhoneState, { at: "over" }>;

/** How a call ended, or why it never was one, and what to do next. */
export function Over({ agentId, name, media, why, seconds }: Props) {
  const speech = useSpeech();
  const t = speech.text;
  const { phone } = useVisit();
  const agent = useVisitState((state) => state.agents?.find(({ supabaseUserId }) => supabaseUserId === agentId));
  const short = firstName(name);
  const canCall = agent?.presence === "available" && why !== "completed";
  useEffect(() => {
    play("over");
  }, []);
  return (
    <main className={styles.page}>
      <Avatar id={agentId} name={name} size={96} />
      <div role="status">
        <h1>{t(`over-${why}`, { name: short })}</h1>
      </div>
      <p className={styles.what}>
        {why === "completed" ? t("over-completed_what", { length: lengthOf(speech, seconds) }) : t(`over-${why}_what`)}
      </p>
      <div className={styles.actions}>
        {canCall && <Button onClick={() => phone.check(agent, media)}>{t("over-again")}</Button>}
        <Button kind="primary" onClick={() => phone.free()}>
          {t("over-somebody_else")}
        </Button>
      </div>
      {UNSAID.includes(why) && (
        <div className={styles.message}>
          <LeaveMessage />
        </div>
      )}
    </main>
  );
}
