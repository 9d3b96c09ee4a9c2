import { useQuery } from "@tanstack/react-query";
import type { SessionState } from "../../host/api";
import { ask } from "../../host/query";
import { useSpeech } from "../../i18n";
import { bytes, number } from "../../words/number";
import { useClientsHere } from "../../host/useClientsHere";
import styles from "./Settings.module.css";

/** What one is asked for when something does not work. */
export function About({ session }: { session: SessionState }) {
  const { text: t, language } = useSpeech();
  const status = useQuery(ask("sync_status", {})).data;
  const clients = useClientsHere();
  return (
    <dl className={styles.facts}>
      <dt>{t("settings-version")}</dt>
      <dd>Leadline {session.version}</dd>
      {session.account && (
        <>
          {session.account.server !== null && (
            <>
              <dt>{t("settings-server")}</dt>
              <dd>{session.account.server}</dd>
            </>
          )}
          <dt>{t("settings-device")}</dt>
          <dd>{session.account.device_id}</dd>
        </>
      )}
      {status && clients !== undefined && (
        <>
          <dt>{t("settings-data_here")}</dt>
          <dd>{t("settings-data_is", { size: bytes(language, status.bytes), clients: number(language, clients) })}</dd>
        </>
      )}
      <dt>{t("settings-licences")}</dt>
      <dd>{t("settings-licences_text")}</dd>
    </dl>
  );
}
