import { useState } from "react";
import { DeviceChoice } from "./DeviceChoice";
import { Button } from "./parts";
import type { CallRoom } from "./room";
import { useText } from "./Speech";
import styles from "./Talk.module.css";

const KINDS = [
  { kind: "audioinput", label: "check-microphone" },
  { kind: "audiooutput", label: "check-speaker" },
  { kind: "videoinput", label: "check-camera" },
] as const;

/** Other devices for a running call. */
export function TalkDevices({ room, onClose }: { room: CallRoom; onClose: () => void }) {
  const t = useText();
  const [failed, setFailed] = useState(false);
  const [, setChosen] = useState("");

  async function use(kind: MediaDeviceKind, id: string) {
    setFailed(false);
    try {
      await room.use(kind, id);
    } catch {
      setFailed(true);
    }
    setChosen(`${kind} ${id}`);
  }

  return (
    <section className={styles.devices} aria-label={t("talk-devices")}>
      {KINDS.map(({ kind, label }) => (
        <DeviceChoice
          key={kind}
          kind={kind}
          label={t(label)}
          value={room.using(kind)}
          onChange={(id) => void use(kind, id)}
        />
      ))}
      {failed && <p role="alert">{t("talk-device_failed")}</p>}
      <Button wide onClick={onClose}>
        {t("talk-close")}
      </Button>
    </section>
  );
}
