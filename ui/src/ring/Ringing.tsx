import { ArrowLeftRight, BellOff, Pause, Phone, PhoneIncoming, PhoneOff, Video } from "lucide-react";
import type { CallView, Media } from "../host/api";
import { useText, type Text } from "../i18n";
import { CallButton } from "../kit/CallButton";
import { Keys } from "../kit/Keys";
import { asksIn } from "../words/besideCall";
import { elapsed } from "../words/elapsed";
import { useSecond } from "../words/useSecond";
import { Facts } from "./Facts";
import { Others } from "./Others";
import styles from "./Ring.module.css";
import { timeLeft } from "./shown";
import { useAnswers } from "./useAnswers";
import { useRingKeys } from "./useRingKeys";
import { Who } from "./Who";

type Props = {
  call: CallView;
  /** Other calls that ring, the newest first. */
  others: CallView[];
  /** The call one talks in meanwhile, which waits if this one is answered. */
  during: CallView | null;
  onLookAt: (id: string) => void;
};

/** Somebody calls. */
export function Ringing({ call, others, during, onLookAt }: Props) {
  const t = useText();
  const now = useSecond();
  const { give, busy, refused } = useAnswers();
  const call_id = call.id;
  const consults = during !== null && asksIn(during);
  const answer = (media: Media) => !consults && give("call_accept", { call_id, media });
  const decline = () => give("call_decline", { call_id });
  const passOn = () => give("call_pass_on", { call_id });
  const group = during && call.next_in_line;
  const silence = () => !call.silent && give("call_silence", { call_id });
  useRingKeys({
    enter: () => !during && answer(call.media),
    "mod+shift+a": () => answer(call.media),
    escape: () => !during && decline(),
    "mod+shift+x": decline,
    "mod+shift+p": () => group && passOn(),
    s: silence,
  });

  return (
    <section className={styles.ring} role="alertdialog" aria-label={t("ring-label", { name: call.other.name })}>
      <i className={styles.time} style={{ width: `${timeLeft(call, now) * 100}%` }} />
      <header className={styles.head}>
        {during ? (
          <span className={styles.during}>
            <Phone /> {t("ring-on_a_call", { time: elapsed(now - (during.active_at ?? during.started_at)) })}
          </span>
        ) : (
          <Kind call={call} />
        )}
        <span className={styles.passed}>{elapsed(now - call.started_at)}</span>
      </header>
      <Who call={call} />
      {others.length > 0 ? (
        <Others calls={others} onLookAt={onLookAt} />
      ) : (
        <Facts
          call={call}
          refused={refused && t(refused === "call_pass_on" ? "ring-nobody_else" : "ring-refused")}
          quiet={during && quietly(t, consults, group)}
        />
      )}
      {/* During a call nothing is green or red: nothing is decided by reflex. */}
      <div
        className={styles.actions}
        data-video={(call.media === "video" && !during) || undefined}
        data-during={during ? (group ? "next" : "") : undefined}
      >
        <CallButton
          kind={during ? "quiet" : "answer"}
          icon={during ? <Pause /> : call.media === "video" ? <Video /> : <Phone />}
          disabled={busy || consults}
          onClick={() => answer(call.media)}
        >
          {t(during ? "ring-hold_and_answer" : "ring-answer")}
        </CallButton>
        {call.media === "video" && !during && (
          <CallButton icon={<Phone />} disabled={busy} onClick={() => answer("audio")}>
            {t("ring-with_voice")}
          </CallButton>
        )}
        {!during && (
          <CallButton
            icon={<BellOff />}
            aria-label={call.silent ? t("ring-silenced") : t("ring-silence")}
            disabled={busy || call.silent}
            onClick={silence}
          />
        )}
        {group && (
          <CallButton icon={<ArrowLeftRight />} disabled={busy} onClick={passOn}>
            {t("ring-pass_on")}
          </CallButton>
        )}
        <CallButton kind={during ? "quiet" : "end"} icon={<PhoneOff />} disabled={busy} onClick={decline}>
          {t("ring-decline")}
        </CallButton>
        <Keys keys="mod+shift+a" />
        {group && <Keys keys="mod+shift+p" />}
        {call.media === "video" && !during && <span />}
        {!during && <Keys keys="s" />}
        <Keys keys="mod+shift+x" />
      </div>
    </section>
  );
}

function quietly(t: Text, consults: boolean, group: string | null): string {
  if (consults) return t("ring-consulting");
  return group ? t("ring-next_in_line", { group }) : t("ring-no_sound");
}

function Kind({ call }: { call: CallView }) {
  const t = useText();
  return (
    <span className={styles.kind}>
      {call.media === "video" ? <Video /> : <PhoneIncoming />}
      <b>{t(`ring-${call.media}`)}</b>
      {fromWhere(t, call)}
    </span>
  );
}

function fromWhere(t: Text, { asked_by, group, other }: CallView): string {
  if (asked_by !== null) return t("ring-asked_by", { name: asked_by });
  if (group !== null) return t("ring-to_group", { group });
  return other.kind === "CRM_USER" ? t("ring-from_colleague") : t("ring-from_portal");
}
