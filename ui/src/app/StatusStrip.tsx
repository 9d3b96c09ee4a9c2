import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Clock, CloudOff, Laptop, TriangleAlert } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { SyncStatus } from "../host/api";
import { useRunningJobs, type Job } from "../host/jobs";
import { ask, useEdit } from "../host/query";
import { useSpeech, useText } from "../i18n";
import { Button } from "../kit/Button";
import { Keys } from "../kit/Keys";
import { ProgressLine } from "../kit/ProgressLine";
import { Tooltip } from "../kit/Tooltip";
import { number } from "../words/number";
import { useNow } from "../words/useNow";
import { ago, clock } from "../words/when";
import styles from "./StatusStrip.module.css";

const UpdateWaits = lazy(async () => ({ default: (await import("../features/settings/UpdateWaits")).UpdateWaits }));

/** A clock further off than this is worth saying, in ms. */
const CLOCK_TOLERANCE = 120_000;

/** The last line of the window: how things stand with the server and what goes on. */
export function StatusStrip() {
  const t = useText();
  const status = useQuery(ask("sync_status", {})).data;
  return (
    <footer className={styles.strip} data-region>
      {status && <LinkState status={status} />}
      {status && status.waiting > 0 && (
        <Link to="/sync" className={styles.item}>
          <Clock />
          {t("status-waiting", { count: status.waiting })}
        </Link>
      )}
      {status && Math.abs(status.clock_off_ms) > CLOCK_TOLERANCE && (
        <span className={styles.item} data-tone="warning">
          <TriangleAlert />
          {t("status-clock")}
        </span>
      )}
      <Jobs />
      <Suspense>
        <UpdateWaits className={styles.item} dot={styles.dot} />
      </Suspense>
      <span className={styles.hints}>
        <Keys keys="f6" /> {t("status-region")}
        <Keys keys="?" /> {t("status-shortcuts")}
      </span>
    </footer>
  );
}

function LinkState({ status }: { status: SyncStatus }) {
  const speech = useSpeech();
  const { text: t, language } = speech;
  const now = useNow();
  if (status.link === "alone") {
    return (
      <Link to="/settings" search={{ part: "account" }} className={styles.item}>
        <Laptop />
        {t("status-alone")}
      </Link>
    );
  }
  if (status.first_sync && status.link !== "offline") {
    const [here, inAll] = status.first_sync;
    return (
      <span className={styles.item}>
        {t("status-first-sync")}
        <ProgressLine label={t("status-first-sync")} value={here} max={inAll} />
        <span className={styles.number}>{`${number(language, here)} / ${number(language, inAll)}`}</span>
      </span>
    );
  }
  if (status.link === "online") {
    return (
      <span className={styles.item}>
        <span className={styles.dot} />
        {t("status-synced", { ago: ago(speech, status.synced_at ?? now, Math.max(now, status.synced_at ?? now)) })}
      </span>
    );
  }
  if (status.link === "sign_in_again" || status.link === "upgrade_required") {
    return (
      <span className={styles.item} data-tone="warning">
        <CloudOff />
        {t(`sync-link_${status.link}`)}
      </span>
    );
  }
  if (status.link === "connecting") return <span className={styles.item}>{t("status-connecting")}</span>;
  return (
    <span className={styles.item} data-tone="warning">
      <CloudOff />
      {status.synced_at === null ? t("status-offline") : t("status-offline-since", { time: clock(status.synced_at) })}
    </span>
  );
}

function Jobs() {
  return useRunningJobs().map((job) => <Progress key={job.id} job={job} />);
}

/** How far long work is, and how it is stopped. What came of it is told by whoever began it. */
function Progress({ job }: { job: Job }) {
  const { text: t, language } = useSpeech();
  // It may have ended just before the button was pressed, and then there is nothing left to stop.
  const stop = useEdit("job_stop", { quiet: true });
  const [stopping, setStopping] = useState(false);
  const isImport = job.kind === "import";
  const label = isImport ? t("status-importing") : t("status-changing");
  const press = () => {
    if (stopping) return;
    setStopping(true);
    stop.mutate({ id: job.id }, { onError: () => setStopping(false) });
  };
  return (
    <span className={styles.item}>
      {label}
      <ProgressLine label={label} value={job.done} max={job.total} />
      <span className={styles.number}>{`${number(language, job.done)} / ${number(language, job.total)}`}</span>
      <Tooltip label={t("status-stop_why")}>
        <Button
          kind="ghost"
          size="small"
          className={styles.stop}
          aria-label={t(isImport ? "status-stop_import" : "status-stop_bulk")}
          aria-description={t("status-stop_why")}
          aria-disabled={stopping}
          onClick={press}
        >
          {t("status-stop")}
        </Button>
      </Tooltip>
    </span>
  );
}
