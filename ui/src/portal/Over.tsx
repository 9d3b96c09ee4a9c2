import { useEffect } from "react";
import styles from "./CallPage.module.css";
import { Face } from "./Face";
import { LeaveMessage } from "./LeaveMessage";
import { Button } from "./parts";
import type { PhoneState, Why } from "./phone";
import { useSpeech } from "./Speech";
import { play } from "./tones";
import { useVisit, useVisitState, type VisitState } from "./visit";
import type { Whom } from "./whom";
import { lengthOf } from "./words";

/** After these there is something left to say. */
const UNSAID: readonly Why[] = ["declined", "missed", "busy", "unreachable", "calls_unavailable", "failed"];

type Props = Extract<PhoneState, { at: "over" }>;

/** Whether somebody would take another call at once. */
function isFree({ kind, id }: Whom, { agents, groups }: Pick<VisitState, "agents" | "groups">): boolean {
  const members = kind === "group" ? groups.find((group) => group.id === id)?.members : [id];
  const free = agents?.filter(({ presence }) => presence === "available") ?? [];
  return free.some(({ supabaseUserId }) => members?.includes(supabaseUserId));
}

/** How a call ended, or why it never was one, and what to do next. */
export function Over({ whom, media, why, seconds }: Props) {
  const speech = useSpeech();
  const t = speech.text;
  const { phone } = useVisit();
  const free = useVisitState((state) => isFree(whom, state));
  const canCall = free && why !== "completed";
  // That one person talks is said of them; of several, that all do.
  const said = whom.kind === "group" && why === "busy" ? "over-group_busy" : (`over-${why}` as const);
  useEffect(() => {
    play("over");
  }, []);
  return (
    <main className={styles.page}>
      <Face whom={whom} size={96} />
      <div role="status">
        <h1>{t(said, { name: whom.short })}</h1>
      </div>
      <p className={styles.what}>
        {why === "completed" ? t("over-completed_what", { length: lengthOf(speech, seconds) }) : t(`over-${why}_what`)}
      </p>
      <div className={styles.actions}>
        {canCall && <Button onClick={() => phone.check(whom, media)}>{t("over-again")}</Button>}
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
