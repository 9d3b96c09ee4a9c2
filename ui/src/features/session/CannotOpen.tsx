import { FolderLock } from "lucide-react";
import type { Problem, SessionState } from "../../host/api";
import { useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { FilePath } from "./FilePath";
import { FirstScreen } from "./FirstScreen";
import { RefusedNotice } from "./RefusedNotice";
import styles from "./SignIn.module.css";

type Props = { session: SessionState; fault: Problem };

/** What is on this computer cannot be opened: why, where it lies, and what a person can do. */
export function CannotOpen({ session, fault }: Props) {
  const t = useText();
  const again = useEdit("start_again", { quiet: true });
  const anew = useEdit("sign_in_anew", { quiet: true });
  const busy = again.isPending || anew.isPending;
  return (
    <FirstScreen session={session} headline={t("session-headline")} motto={t("session-motto")} depth={0.3}>
      <div className={styles.form}>
        <header>
          <h1 className={styles.title}>{t("session-cannot_open")}</h1>
          <p className={styles.subtitle}>{t("session-cannot_open_what")}</p>
        </header>
        <RefusedNotice problem={again.error ?? anew.error ?? fault} />
        <div className={styles.safe}>
          <FolderLock />
          <p>
            {t("session-cannot_open_where")} <FilePath path={session.data_folder} />
          </p>
        </div>
        <Button kind="primary" className={styles.submit} disabled={busy} onClick={() => again.mutate({})} autoFocus>
          {t(again.isPending ? "session-cannot_open_trying" : "session-cannot_open_again")}
        </Button>
        {fault.code === "keyring_unavailable" && (
          <>
            <Button className={styles.submit} disabled={busy} onClick={() => anew.mutate({})}>
              {t("session-sign_in_anew")}
            </Button>
            <p className={styles.subtitle}>{t("session-sign_in_anew_what")}</p>
          </>
        )}
      </div>
    </FirstScreen>
  );
}
