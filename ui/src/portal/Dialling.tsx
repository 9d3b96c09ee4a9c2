import { PhoneOff } from "lucide-react";
import { useEffect } from "react";
import type { Call, Media } from "./call";
import styles from "./CallPage.module.css";
import { Face } from "./Face";
import { Button } from "./parts";
import { useText } from "./Speech";
import { play } from "./tones";
import { useVisit } from "./visit";
import { groupOf, type Whom } from "./whom";

type Props = {
  whom: Whom;
  media: Media;
  /** Missing until the server has answered. */
  call: Call | null;
};

/** It rings at the other side. */
export function Dialling({ whom: dialled, call }: Props) {
  const t = useText();
  // Whoever was dialled may have passed it on.
  const whom = call?.group ? groupOf(call.group) : dialled;
  const { phone } = useVisit();
  const rings = call !== null;
  useEffect(() => (rings ? play("dials") : undefined), [rings]);
  return (
    <main className={styles.page}>
      <Face whom={whom} size={96} />
      <div role="status">
        <h1>{t(rings ? "dial-rings" : "dial-reaching", { name: whom.short })}</h1>
      </div>
      <p className={styles.what} role="status">
        {call?.callWaiting ? t("dial-waits", { name: whom.short }) : t("dial-wait")}
      </p>
      <div className={styles.actions}>
        <Button kind="danger" icon={<PhoneOff aria-hidden="true" />} onClick={() => phone.cancel()}>
          {t("dial-cancel")}
        </Button>
      </div>
    </main>
  );
}
