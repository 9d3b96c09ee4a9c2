import { Phone, PhoneOff } from "lucide-react";
import { Avatar } from "../kit/Avatar";
import { otherOf, type Call } from "./call";
import styles from "./CallPage.module.css";
import type { DeviceFault } from "./devices";
import { Button } from "./parts";
import { useText } from "./Speech";
import { useVisit } from "./visit";

/** A call of this customer that this page is not in. */
export function LeftCall({ call, fault }: { call: Call; fault: DeviceFault | null }) {
  const t = useText();
  const { phone } = useVisit();
  const { id, name } = otherOf(call);
  return (
    <main className={styles.page}>
      <Avatar id={id} name={name} size={96} />
      <h1>{t("left-title", { name })}</h1>
      <p className={styles.what}>{t("left-what")}</p>
      {fault && (
        <p className={styles.fault} role="alert">
          {t(`device-ring_${fault}`)}
        </p>
      )}
      <div className={styles.actions}>
        <Button kind="danger" icon={<PhoneOff aria-hidden="true" />} onClick={() => void phone.hangUp()}>
          {t("left-hang_up")}
        </Button>
        <Button kind="answer" icon={<Phone aria-hidden="true" />} onClick={() => void phone.comeBack()}>
          {t("left-come_back")}
        </Button>
      </div>
    </main>
  );
}
