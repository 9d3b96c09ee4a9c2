import { CircleCheck, Phone, PhoneOff, Video } from "lucide-react";
import type { CallView } from "../host/api";
import { useText } from "../i18n";
import { CallButton } from "../kit/CallButton";
import styles from "./Ring.module.css";
import { useAnswers } from "./useAnswers";
import { useRingKeys } from "./useRingKeys";
import { Who } from "./Who";

/** From the answer to the first sound. */
export function Connecting({ call }: { call: CallView }) {
  const t = useText();
  const { give, busy } = useAnswers();
  const end = () => give("call_hang_up", { call_id: call.id });
  useRingKeys({ "mod+shift+x": end });
  return (
    <section className={styles.ring} role="status">
      <header className={styles.head}>
        <span className={styles.kind}>
          {call.media === "video" ? <Video /> : <Phone />}
          <b>{t("ring-connecting")}</b>
        </span>
      </header>
      <Who call={call} />
      <p className={`${styles.said} ${styles.yours}`}>
        <CircleCheck /> {t("ring-connecting_text")}
      </p>
      <div className={styles.actions} data-one>
        <CallButton kind="end" icon={<PhoneOff />} disabled={busy} onClick={end}>
          {t("ring-end")}
        </CallButton>
      </div>
    </section>
  );
}
