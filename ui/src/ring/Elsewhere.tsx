import { Phone, PhoneOff } from "lucide-react";
import { useState } from "react";
import type { CallView } from "../host/api";
import { useText } from "../i18n";
import { useSecond } from "../words/useSecond";
import styles from "./Ring.module.css";
import { Who } from "./Who";

/** How long the core leaves this in the window, in seconds. */
const STAYS = 4;

/** Says what became of the ring, then the core closes the window. */
export function Elsewhere({ call }: { call: CallView }) {
  const t = useText();
  const now = useSecond();
  const [since] = useState(now);
  const what = call.stopped === "answered_elsewhere" || call.stopped === "declined_elsewhere" ? call.stopped : "over";
  const left = Math.max(1, STAYS - Math.floor((now - since) / 1_000));
  return (
    <section className={styles.ring} role="status">
      <header className={styles.head}>
        {what === "answered_elsewhere" ? <Phone /> : <PhoneOff />}
        {t(`ring-${what}`)}
      </header>
      <Who call={call} />
      <div className={styles.said}>
        <p>{call.answered_by === null ? t(`ring-${what}_text`) : t("ring-answered_by", { name: call.answered_by })}</p>
        <p className={styles.quiet}>{t("ring-closes", { seconds: left })}</p>
      </div>
    </section>
  );
}
