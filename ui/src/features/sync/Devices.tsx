import { useQuery } from "@tanstack/react-query";
import { Laptop, WifiOff } from "lucide-react";
import { useRef, useState } from "react";
import type { DeviceRow } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { EmptyState } from "../../kit/EmptyState";
import { Answer } from "../../kit/Answer";
import { say } from "../../kit/toasts";
import { useNow } from "../../words/useNow";
import { ago } from "../../words/when";
import styles from "./Devices.module.css";
import queue from "./EditQueue.module.css";

/** Names of systems are the same in every language. */
const PLATFORMS: Record<string, string> = { linux: "Linux", windows: "Windows", macos: "macOS", web: "Web" };

/** Everywhere this person is signed in; others can be signed out or erased from here. Asks the server. */
export function Devices() {
  const { text: t } = useSpeech();
  const devices = useQuery({ ...ask("devices", {}), staleTime: 0 });
  const [wiping, setWiping] = useState<DeviceRow | null>(null);
  const offline = devices.error?.code === "offline" || devices.error?.code === "unavailable";
  return (
    <section>
      <h2 className={queue.head}>
        {t("sync-devices")} {devices.data && <span className={styles.count}>{devices.data.devices.length}</span>}
      </h2>
      {offline && !devices.data ? (
        <EmptyState icon={<WifiOff />} title={t("sync-devices_offline")}>
          {t("sync-devices_offline_text")}
        </EmptyState>
      ) : (
        <Answer of={devices} skeleton={null}>
          {({ devices: all }) => (
            <ul className={styles.list}>
              {all.map((device) => (
                <Device
                  key={device.id}
                  device={device}
                  onChanged={() => void devices.refetch()}
                  onWipe={() => setWiping(device)}
                />
              ))}
            </ul>
          )}
        </Answer>
      )}
      {wiping && <Wipe device={wiping} onClose={() => (setWiping(null), void devices.refetch())} />}
    </section>
  );
}

type DeviceProps = { device: DeviceRow; onChanged: () => void; onWipe: () => void };

function Device({ device, onChanged, onWipe }: DeviceProps) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  const revoke = useEdit("device_revoke");
  return (
    <li className={styles.device}>
      <span className={styles.icon}>
        <Laptop />
      </span>
      <span className={styles.name}>
        {device.current ? t("sync-this_device") : device.name}
        <span className={styles.more}>
          {[
            device.current && device.name,
            PLATFORMS[device.platform] ?? device.platform,
            t("sync-version", { version: device.app_version }),
          ]
            .filter(Boolean)
            .join(", ")}
        </span>
      </span>
      <span className={styles.seen}>
        {device.wipe_pending
          ? t("sync-wipe_pending")
          : device.current
            ? t("sync-in_use")
            : t("sync-seen", { ago: ago(speech, device.last_seen_at, now) })}
      </span>
      {!device.current && !device.wipe_pending && (
        <span className={styles.buttons}>
          <Button
            disabled={revoke.isPending}
            onClick={() =>
              revoke.mutate(
                { id: device.id, wipe: false },
                {
                  onSuccess: () => (
                    say(({ text }) => text("sync-signed_out_said", { name: device.name })),
                    onChanged()
                  ),
                },
              )
            }
          >
            {t("sync-sign_out_device")}
          </Button>
          <Button kind="danger-quiet" onClick={onWipe}>
            {t("sync-wipe")}
          </Button>
        </span>
      )}
    </li>
  );
}

/** Erasing cannot be undone, so it is asked for. */
function Wipe({ device, onClose }: { device: DeviceRow; onClose: () => void }) {
  const { text: t } = useSpeech();
  const revoke = useEdit("device_revoke");
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      initialFocus={cancel}
      title={t("sync-wipe_title", { name: device.name })}
      description={t("sync-wipe_text")}
      footer={
        <>
          <Button ref={cancel} keys="escape" onClick={onClose}>
            {t("kit-cancel")}
          </Button>
          <Button
            kind="danger"
            disabled={revoke.isPending}
            onClick={() => revoke.mutate({ id: device.id, wipe: true }, { onSuccess: onClose })}
          >
            {t("sync-wipe")}
          </Button>
        </>
      }
    />
  );
}
