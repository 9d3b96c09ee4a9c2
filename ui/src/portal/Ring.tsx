import { Phone, PhoneOff, Video } from "lucide-react";
import { useEffect } from "react";
import { Avatar } from "../kit/Avatar";
import { otherOf, type Call } from "./call";
import styles from "./CallPage.module.css";
import type { DeviceFault } from "./devices";
import { Button } from "./parts";
import { useText } from "./Speech";
import { play } from "./tones";
import { useVisit } from "./visit";

type Props = { call: Call; answering: boolean; fault: DeviceFault | null };

/** Somebody calls the customer. */
export function Ring({ call, answering, fault }: Props) {
  const t = useText();
  const { phone, session } = useVisit();
  const { id, name } = otherOf(call);
  const video = call.media === "video";
  const title = t(video ? "ring-video" : "ring-voice", { name });
  useEffect(() => (answering ? undefined : play("rings")), [answering]);
  useNotification(call.id, title, session.organization);
  return (
    <main className={styles.main}>
      <section className={styles.page} role="alertdialog" aria-labelledby="ring-title">
        <Avatar id={id} name={name} size={96} />
        <h1 id="ring-title">{title}</h1>
        <p className={styles.what}>{answering ? t("ring-answering") : session.organization}</p>
        {fault && (
          <p className={styles.fault} role="alert">
            {t(`device-ring_${fault}`)}
          </p>
        )}
        <div className={styles.actions}>
          <Button
            kind="danger"
            icon={<PhoneOff aria-hidden="true" />}
            disabled={answering}
            onClick={() => phone.decline()}
          >
            {t("ring-decline")}
          </Button>
          <Button
            kind="answer"
            icon={video ? <Video aria-hidden="true" /> : <Phone aria-hidden="true" />}
            disabled={answering}
            onClick={() => void phone.accept(video)}
          >
            {t("ring-answer")}
          </Button>
          {video && (
            <Button icon={<Phone aria-hidden="true" />} disabled={answering} onClick={() => void phone.accept(false)}>
              {t("ring-answer_voice")}
            </Button>
          )}
        </div>
      </section>
    </main>
  );
}

/** The system tells of it while another window is in front, if the customer wanted that. */
function useNotification(call: string, title: string, body: string): void {
  useEffect(() => {
    if (!("Notification" in window) || Notification.permission !== "granted" || document.hasFocus()) return undefined;
    const notification = notify(title, { body, tag: call, requireInteraction: true });
    notification?.addEventListener("click", () => window.focus());
    return () => notification?.close();
  }, [call, title, body]);
}

function notify(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options);
  } catch {
    // Telephones' browsers only let a page that works without its tab do this.
    return null;
  }
}
