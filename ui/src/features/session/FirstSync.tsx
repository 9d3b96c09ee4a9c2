import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CloudOff, Loader } from "lucide-react";
import { useState } from "react";
import type { SessionState } from "../../host/api";
import { ask } from "../../host/query";
import { useClientsHere } from "../../host/useClientsHere";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { ProgressLine } from "../../kit/ProgressLine";
import { bytes, number } from "../../words/number";
import { FirstScreen } from "./FirstScreen";
import styles from "./FirstSync.module.css";
import { secondsLeft, share } from "./progress";
import { StepAt } from "./StepAt";

type Props = { session: SessionState; firstRun?: boolean; onStart: () => void };

/** The first fetch. It goes on where it stopped after a restart, and work can start before its end. */
export function FirstSync({ session, firstRun, onStart }: Props) {
  const { text: t, language } = useSpeech();
  const status = useQuery(ask("sync_status", {}));

  const first = status.data?.first_sync ?? null;
  const offline = status.data?.link === "offline";
  const clients = useClientsHere() ?? 0;
  const left = useSecondsLeft(first, status.dataUpdatedAt);

  return (
    <FirstScreen
      session={session}
      headline={t("session-sync_headline")}
      motto={t("session-sync_motto")}
      depth={first ? share(first) : 0}
    >
      <section className={styles.sync} aria-labelledby="first-sync-title">
        <header>
          <StepAt step="first_sync" firstRun={firstRun} />
          <h1 id="first-sync-title" className={styles.title}>
            {t(offline ? "session-sync_waits" : "session-sync_title")}
          </h1>
          <p className={styles.subtitle}>
            {offline ? (
              t(clients > 0 ? "session-sync_waits_with_some" : "session-sync_waits_with_none")
            ) : (
              <>
                {left !== null && t("session-sync_left", { seconds: left })} {t("session-sync_goes_on")}
              </>
            )}
          </p>
        </header>
        <ul className={styles.steps}>
          <li className={styles.step} data-done={clients > 0 || undefined}>
            {clients > 0 ? <CircleCheck /> : <Loader />}
            <span>{t("session-sync_clients")}</span>
            <span className={styles.count}>{number(language, clients)}</span>
          </li>
          <li className={styles.step}>
            {offline ? <CloudOff /> : <Loader />}
            <span>{t("session-sync_all")}</span>
            <span className={styles.count}>
              {first && `${number(language, first[0])} / ${number(language, Math.max(...first))}`}
            </span>
            {first && (
              <div className={styles.line}>
                <ProgressLine wide label={t("session-sync_all")} value={first[0]} max={Math.max(...first)} />
              </div>
            )}
          </li>
        </ul>
        <p className={styles.size}>{status.data && bytes(language, status.data.bytes)}</p>
        <Button kind="primary" keys="enter" className={styles.start} onClick={onStart} autoFocus>
          {t("session-start_working")}
        </Button>
        <p className={styles.rest}>{t("session-sync_rest")}</p>
      </section>
    </FirstScreen>
  );
}

/** Measured from the first report this screen saw. */
function useSecondsLeft(first: [number, number] | null, reportedAt: number): number | null {
  const [begun, setBegun] = useState<{ at: number; here: number } | null>(null);
  if (first && !begun) setBegun({ at: reportedAt, here: first[0] });
  return first && begun ? secondsLeft(begun, first, reportedAt) : null;
}
