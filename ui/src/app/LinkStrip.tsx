import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CloudOff, KeyRound, RefreshCw } from "lucide-react";
import { ask, useEdit } from "../host/query";
import { useText } from "../i18n";
import { Button } from "../kit/Button";
import { Strip } from "../kit/Strip";
import styles from "./LinkStrip.module.css";
import { clock } from "../words/when";

/** Above the work while the server cannot be reached: what still works, and the way back. */
export function LinkStrip() {
  const t = useText();
  const status = useQuery(ask("sync_status", {})).data;
  const syncNow = useEdit("sync_now");
  if (!status) return null;
  if (status.link === "sign_in_again") {
    return (
      <Strip
        tone="warning"
        icon={<KeyRound />}
        after={
          <Link to="/sign-in" className={styles.link}>
            {t("strip-sign-in")}
          </Link>
        }
      >
        {t("strip-signed-out")}
      </Strip>
    );
  }
  if (status.link === "upgrade_required") {
    return (
      <Strip tone="warning" icon={<CloudOff />}>
        <b>{t("problem-upgrade_required")}.</b> {t("remedy-upgrade_required")}
      </Strip>
    );
  }
  if (status.link !== "offline") return null;
  const since = status.synced_at;
  return (
    <Strip
      tone="warning"
      icon={<CloudOff />}
      after={
        <>
          {status.waiting > 0 && <b>{t("status-waiting", { count: status.waiting })}</b>}
          <Button kind="ghost" size="small" icon={<RefreshCw />} onClick={() => syncNow.mutate({})}>
            {t("strip-try-now")}
          </Button>
        </>
      }
    >
      <b>{since === null ? t("status-offline") : t("status-offline-since", { time: clock(since) })}.</b>{" "}
      {t(status.first_sync ? "strip-offline-first" : "strip-offline")}
    </Strip>
  );
}
