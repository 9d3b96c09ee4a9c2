import { useNavigate } from "@tanstack/react-router";
import type { Account } from "../../host/api";
import { useLateText } from "../../i18n/lateText";
import { Avatar } from "../../kit/Avatar";
import { Button } from "../../kit/Button";
import { EraseRow } from "./EraseRow";
import { SettingRow } from "./SettingRow";
import styles from "./Settings.module.css";

/** Whoever works without a server, and the way to one. */
export function AlonePart({ account }: { account: Account }) {
  const t = useLateText();
  const go = useNavigate();
  return (
    <>
      <div className={styles.person}>
        <Avatar id={account.profile_id} name={account.name} size={56} />
        <div>
          <p className={styles.name}>{account.name}</p>
          <p>{t("alone-where")}</p>
        </div>
      </div>
      <SettingRow what={t("alone-connect")} why={t("alone-connect_why")}>
        <Button kind="primary" onClick={() => void go({ to: "/sign-in" })}>
          {t("alone-connect")}
        </Button>
      </SettingRow>
      <EraseRow what={t("alone-erase")} why={t("alone-erase_why")} />
    </>
  );
}
