import { CircleAlert, ClockAlert, CloudOff, HardDrive, Lock, Unplug } from "lucide-react";
import type { Problem } from "../../host/api";
import { useText } from "../../i18n";
import styles from "./RefusedNotice.module.css";

/** Why it did not work, told apart by picture and sentence. */
export function RefusedNotice({ problem }: { problem: Problem }) {
  const t = useText();
  return (
    <div className={styles.notice} role="alert">
      {icon(problem)}
      <div>
        <p className={styles.what}>{t(`problem-${problem.code}`)}</p>
        <p>{t(`remedy-${problem.code}`)}</p>
        {problem.request_id && <p>{t("problem-number", { id: problem.request_id })}</p>}
      </div>
    </div>
  );
}

function icon({ code }: Problem) {
  switch (code) {
    case "offline":
    case "unavailable":
      return <CloudOff />;
    case "keyring_unavailable":
      return <Lock />;
    case "disk_full":
    case "folder_unusable":
      return <HardDrive />;
    case "not_leadline":
      return <Unplug />;
    case "clock_wrong":
      return <ClockAlert />;
    default:
      return <CircleAlert />;
  }
}
