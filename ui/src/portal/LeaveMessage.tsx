import { Check } from "lucide-react";
import { useId, useState } from "react";
import styles from "./LeaveMessage.module.css";
import { Button } from "./parts";
import parts from "./parts.module.css";
import { Refused } from "./server";
import { useText } from "./Speech";
import { useVisit } from "./visit";

const LONGEST = 4_000;

type Fault = "offline" | "rate_limited" | "failed";

/** Words for when nobody is free. */
export function LeaveMessage() {
  const t = useText();
  const { server } = useVisit();
  const title = useId();
  const [id, setId] = useState<string>(() => crypto.randomUUID());
  const [text, setText] = useState("");
  const [at, setAt] = useState<"writing" | "sending" | "sent">("writing");
  const [fault, setFault] = useState<Fault | null>(null);

  async function send() {
    setAt("sending");
    setFault(null);
    try {
      // The same id again leaves nothing more, so a message whose answer was lost can be sent anew.
      await server.leaveMessage(id, text.trim());
      setAt("sent");
      setText("");
      setId(crypto.randomUUID());
    } catch (cause) {
      setFault(faultOf(cause));
      setAt("writing");
    }
  }

  return (
    <section className={`${parts.card} ${styles.form}`} aria-labelledby={title}>
      <h2 id={title} className={parts.cardTitle}>
        {t("message-title")}
      </h2>
      {at === "sent" ? (
        <>
          <p className={styles.sent} role="status">
            <Check aria-hidden="true" />
            {t("message-sent")}
          </p>
          <Button onClick={() => setAt("writing")}>{t("message-another")}</Button>
        </>
      ) : (
        <>
          <label>
            <span className={styles.hint}>{t("message-hint")}</span>
            <textarea value={text} maxLength={LONGEST} onChange={(event) => setText(event.target.value)} />
          </label>
          {fault && (
            <p className={styles.fault} role="alert">
              {t(`message-${fault}`)}
            </p>
          )}
          <Button kind="primary" disabled={at === "sending" || text.trim() === ""} onClick={() => void send()}>
            {t("message-send")}
          </Button>
        </>
      )}
    </section>
  );
}

function faultOf(cause: unknown): Fault {
  const code = cause instanceof Refused ? cause.code : "failed";
  return code === "offline" || code === "rate_limited" ? code : "failed";
}
