import { KeyRound } from "lucide-react";
import type { SessionState } from "../../host/api";
import { useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { FirstScreen } from "./FirstScreen";
import { RefusedNotice } from "./RefusedNotice";
import styles from "./SignIn.module.css";
import { StepAt } from "./StepAt";

/** The keyring cannot keep the key of the local data: the person agrees to a file, or unlocks it and tries again. */
export function KeyConsent({ session, firstRun }: { session: SessionState; firstRun?: boolean }) {
  const t = useText();
  const consent = useEdit("keyring_consent", { quiet: true });
  const again = useEdit("start_again", { quiet: true });
  const busy = consent.isPending || again.isPending;
  const refused = consent.error ?? again.error;
  return (
    <FirstScreen session={session} headline={t("session-headline")} motto={t("session-motto")} depth={0.5}>
      <div className={styles.form}>
        <header>
          <StepAt step="sign_in" firstRun={firstRun} />
          <h1 className={styles.title}>{t("session-key_title")}</h1>
          <p className={styles.subtitle}>{t("session-key_why")}</p>
        </header>
        {refused && <RefusedNotice problem={refused} />}
        <p className={styles.safe}>
          <KeyRound /> {t("session-key_file")}
        </p>
        <Button
          kind="primary"
          className={styles.submit}
          disabled={busy}
          onClick={() => consent.mutate({ agreed: true })}
        >
          {t("session-key_agree")}
        </Button>
        <Button className={styles.submit} disabled={busy} onClick={() => again.mutate({})}>
          {t("session-key_try_again")}
        </Button>
      </div>
    </FirstScreen>
  );
}
