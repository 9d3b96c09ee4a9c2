import { Phone, PhoneMissed, Video } from "lucide-react";
import { useNow } from "../words/useNow";
import { nameOf, type PastCall as Past } from "./call";
import styles from "./PastCalls.module.css";
import { useSpeech } from "./Speech";
import { useVisit, useVisitState } from "./visit";
import { outcomeOf, wasAnswered, whenOf } from "./words";

/** A call that was. */
export function PastCall({ call }: { call: Past }) {
  const speech = useSpeech();
  const now = useNow();
  const { session } = useVisit();
  const other = call.fromUserType === "CRM_USER" ? call.fromUserId : call.toUserId;
  const agent = useVisitState((state) => state.agents?.find(({ supabaseUserId }) => supabaseUserId === other));
  const missed = call.endedAt !== null && !wasAnswered(call);
  const nobodyAnswered = missed ? call.group?.name : undefined;
  const Icon = missed ? PhoneMissed : call.media === "video" ? Video : Phone;
  // Who has left the firm since is called by its name.
  const name = nobodyAnswered ?? (agent ? nameOf(agent) : session.organization);
  return (
    <li className={styles.past}>
      <span className={styles.mark} data-missed={missed || undefined}>
        <Icon aria-hidden="true" />
      </span>
      <div>
        <p className={styles.what}>
          {speech.text(call.media === "video" ? "history-video_with" : "history-voice_with", { name })}
        </p>
        <p className={styles.meta}>
          {whenOf(speech, call.startedAt, now)} · {outcomeOf(speech, call)}
        </p>
      </div>
    </li>
  );
}
