import type { Account } from "../../host/api";
import { useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { Avatar } from "../../kit/Avatar";
import { Button } from "../../kit/Button";
import { EraseRow } from "./EraseRow";
import { SettingRow } from "./SettingRow";
import styles from "./Settings.module.css";

/** Who is signed in, and the two ways to leave. */
export function AccountPart({ account }: { account: Account }) {
  const t = useText();
  const signOut = useEdit("sign_out");
  return (
    <>
      <div className={styles.person}>
        <Avatar id={account.profile_id} name={account.name} size={56} />
        <div>
          <p className={styles.name}>{account.name}</p>
          <p>{account.email}</p>
        </div>
      </div>
      <dl className={styles.facts}>
        <dt>{t("settings-role")}</dt>
        <dd>{t(`role-${account.role}`)}</dd>
        <dt>{t("settings-organisation")}</dt>
        <dd>{account.org_name}</dd>
        <dt>{t("settings-server")}</dt>
        <dd>{account.server}</dd>
      </dl>
      <SettingRow what={t("settings-sign_out")} why={t("settings-sign_out_why")}>
        <Button disabled={signOut.isPending} onClick={() => signOut.mutate({ erase: false, discard_unsent: false })}>
          {t("settings-sign_out")}
        </Button>
      </SettingRow>
      <EraseRow what={t("settings-erase")} why={t("settings-erase_why")} />
    </>
  );
}
