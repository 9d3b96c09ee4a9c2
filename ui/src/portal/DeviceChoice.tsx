import { useEffect, useState } from "react";
import styles from "./DeviceChoice.module.css";
import { devices } from "./devices";
import { useText } from "./Speech";

type Props = {
  kind: MediaDeviceKind;
  label: string;
  /** Those that are known already. */
  known?: MediaDeviceInfo[];
  value: string | undefined;
  onChange: (id: string) => void;
};

const NONE: MediaDeviceInfo[] = [];

/** One of several devices; nothing where there is no choice. */
export function DeviceChoice({ kind, label, known: before = NONE, value, onChange }: Props) {
  const t = useText();
  const [known, setKnown] = useState(before);
  useEffect(() => {
    let current = true;
    const look = () => void devices(kind).then((found) => current && setKnown(found));
    look();
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => {
      current = false;
      navigator.mediaDevices.removeEventListener("devicechange", look);
    };
  }, [kind]);
  if (known.length < 2) return null;
  return (
    <label className={styles.choice}>
      {label}
      <select value={value ?? known[0]?.deviceId} onChange={(event) => onChange(event.target.value)}>
        {known.map((device) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || t("talk-default_device")}
          </option>
        ))}
      </select>
    </label>
  );
}
