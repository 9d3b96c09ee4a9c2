import { PhoneOff } from "lucide-react";
import { useEffect } from "react";
import { Avatar } from "../kit/Avatar";
import { firstName, nameOf, type Agent, type Call, type Media } from "./call";
import styles from "./CallPage.module.css";
import { Button } from "./parts";
import { useText } from "./Speech";
import { play } from "./tones";
import { useVisit } from "./visit";

type Props = {
  agent: Agent;
  media: Media;
  /** Missing until the server has answered. */
  call: Call | null;
};

/** It rings at the other side. */
export function Dialling({ agent, call }: Props) {
  const t = useText();
  const { phone } = useVisit();
  const name = nameOf(agent);
  const rings = call !== null;
  useEffect(() => (rings ? play("dials") : undefined), [rings]);
  return (
    <main className={styles.page}>
      <Avatar id={agent.supabaseUserId} name={name} size={96} />
      <div role="status">
        <h1>{t(rings ? "dial-rings" : "dial-reaching", { name: firstName(name) })}</h1>
      </div>
      <p className={styles.what} role="status">
        {call?.callWaiting ? t("dial-waits", { name: firstName(name) }) : t("dial-wait")}
      </p>
      <div className={styles.actions}>
        <Button kind="danger" icon={<PhoneOff aria-hidden="true" />} onClick={() => phone.cancel()}>
          {t("dial-cancel")}
        </Button>
      </div>
    </main>
  );
}
