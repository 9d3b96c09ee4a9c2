import { ArrowLeftRight, Pause, Phone, PhoneIncoming, PhoneOff, Video } from "lucide-react";
import type { CallView } from "../../host/api";
import { useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { CallButton } from "../../kit/CallButton";
import { say } from "../../kit/toasts";
import styles from "./CallBar.module.css";
import { asksIn } from "../../words/besideCall";
import { nameOf } from "./callState";
import { useCallEdits } from "./useCalls";
import { Who } from "./Who";

type Props = {
  call: CallView;
  /** The call one talks in, which waits if this one is answered. */
  during: CallView | null;
};

/** A ring, for those who look at this window: the same answers as in the small one. */
export function RingBar({ call, during }: Props) {
  const t = useText();
  const edits = useCallEdits(call.id);
  const passing = useEdit("call_pass_on", { quiet: true });
  const passOn = () =>
    passing.mutate(
      { call_id: call.id },
      { onError: ({ code }) => say(({ text }) => text(code === "call_not_now" ? "ring-nobody_else" : "ring-refused")) },
    );
  const video = call.media === "video";
  const consults = during !== null && asksIn(during);
  return (
    <section className={styles.bar} role="alert" aria-label={t("ring-label", { name: nameOf(call) })} data-region>
      <span className={styles.state}>
        {video ? <Video /> : <PhoneIncoming />}
        <span className={styles.word}>{t(`ring-${call.media}`)}</span>
      </span>
      <i className={styles.line} />
      <Who call={call} />
      {call.group !== null && call.asked_by === null && (
        <span className={styles.state}>{t("ring-to_group", { group: call.group })}</span>
      )}
      {call.asked_by !== null && <span className={styles.state}>{t("ring-asked_by", { name: call.asked_by })}</span>}
      {consults && <span className={styles.sound}>{t("ring-consulting")}</span>}
      <span className={styles.fill} />
      <CallButton
        kind={during ? "quiet" : "answer"}
        icon={during ? <Pause /> : video ? <Video /> : <Phone />}
        disabled={edits.answering || consults}
        onClick={() => edits.accept(call.media)}
      >
        {t(during ? "ring-hold_and_answer" : "ring-answer")}
      </CallButton>
      {video && !during && (
        <CallButton icon={<Phone />} disabled={edits.answering} onClick={() => edits.accept("audio")}>
          {t("ring-with_voice")}
        </CallButton>
      )}
      {during && call.next_in_line !== null && (
        <CallButton icon={<ArrowLeftRight />} disabled={edits.answering || passing.isPending} onClick={passOn}>
          {t("ring-pass_on")}
        </CallButton>
      )}
      <CallButton
        kind={during ? "quiet" : "end"}
        icon={<PhoneOff />}
        disabled={edits.answering}
        onClick={edits.decline}
      >
        {t("ring-decline")}
      </CallButton>
    </section>
  );
}
