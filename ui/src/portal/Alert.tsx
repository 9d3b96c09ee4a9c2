import { Bell, BellOff, BellRing } from "lucide-react";
import { useState } from "react";
import { Button } from "./parts";
import parts from "./parts.module.css";
import styles from "./People.module.css";
import { useText } from "./Speech";

const SAID = {
  default: { Icon: Bell, title: "frame-rings_here", how: "frame-rings_here_why" },
  granted: { Icon: BellRing, title: "frame-will_ring", how: "frame-will_ring_how" },
  denied: { Icon: BellOff, title: "frame-will_ring", how: "frame-will_ring_unseen" },
  unsupported: { Icon: BellOff, title: "frame-will_ring", how: "frame-will_ring_unseen_here" },
} as const;

/** Whether a call is noticed while another window is in front. */
export function Alert() {
  const t = useText();
  const [permission, setPermission] = useState<keyof typeof SAID>(() =>
    "Notification" in window ? Notification.permission : "unsupported",
  );
  const { Icon, title, how } = SAID[permission];
  return (
    <section className={`${parts.card} ${styles.bell}`}>
      <Icon aria-hidden="true" />
      <div>
        <h2 className={parts.cardTitle}>{t(title)}</h2>
        <p>{t(how)}</p>
        {permission === "default" && (
          <Button onClick={() => void Notification.requestPermission().then(setPermission)}>
            {t("frame-rings_here")}
          </Button>
        )}
      </div>
    </section>
  );
}
