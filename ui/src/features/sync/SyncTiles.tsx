import type { ReactNode } from "react";
import type { SyncStatus } from "../../host/api";
import { useClientsHere } from "../../host/useClientsHere";
import { useSpeech, type Speech } from "../../i18n";
import { MINUTE } from "../../words/day";
import { bytes, number } from "../../words/number";
import { useNow } from "../../words/useNow";
import { ago, moment } from "../../words/when";
import styles from "./SyncCentre.module.css";

/** Beyond this a clock that is off is worth telling. */
const CLOCK_MATTERS = 2 * MINUTE;

/** The five numbers of the exchange. */
export function SyncTiles({ status }: { status: SyncStatus | undefined }) {
  const speech = useSpeech();
  const { text: t, language } = speech;
  const now = useNow();
  const clients = useClientsHere();
  if (!status) return <dl className={styles.tiles} aria-busy="true" />;
  const oldest = status.oldest_waiting_at;
  return (
    <dl className={styles.tiles}>
      <Tile label={t("sync-connection")} more={connection(speech, status, now)}>
        <span className={styles.dot} data-off={status.link !== "online" || undefined} />
        {t(`sync-link_${status.link}`)}
      </Tile>
      <Tile
        label={t("sync-tile_waiting")}
        more={oldest === null ? t("sync-nothing_waits") : t("sync-oldest", { ago: ago(speech, oldest, now) })}
      >
        {number(language, status.waiting)}
      </Tile>
      <Tile
        label={t("sync-tile_refused")}
        more={t(status.refused > 0 ? "sync-needs_you" : "sync-nothing_refused")}
        {...(status.refused > 0 ? { tone: "danger" } : {})}
      >
        {number(language, status.refused)}
      </Tile>
      <Tile
        label={t("sync-conflicts")}
        more={t(status.conflicts > 0 ? "sync-needs_you" : "sync-no_conflicts")}
        {...(status.conflicts > 0 ? { tone: "warning" } : {})}
      >
        {number(language, status.conflicts)}
      </Tile>
      <Tile
        label={t("sync-here")}
        more={clients === undefined ? "" : t("sync-clients_here", { count: number(language, clients) })}
      >
        {bytes(language, status.bytes)}
      </Tile>
    </dl>
  );
}

type TileProps = { label: string; more: string; tone?: string; children: ReactNode };

function Tile({ label, more, tone, children }: TileProps) {
  return (
    <div className={styles.tile} data-tone={tone}>
      <dt>{label}</dt>
      <dd className={styles.value}>{children}</dd>
      <dd className={styles.more}>{more}</dd>
    </div>
  );
}

function connection(speech: Speech, status: SyncStatus, now: number): string {
  const { text: t, language } = speech;
  if (Math.abs(status.clock_off_ms) > CLOCK_MATTERS) {
    return t("sync-clock_off", { minutes: number(language, Math.round(Math.abs(status.clock_off_ms) / MINUTE)) });
  }
  if (status.link === "online" && status.answer_ms !== null) {
    return t("sync-answers_in", { ms: number(language, status.answer_ms) });
  }
  if (status.next_try_at !== null && status.next_try_at > now) {
    return t("sync-next_try", { when: moment(speech, status.next_try_at, now) });
  }
  if (status.synced_at !== null) return t("sync-last", { when: moment(speech, status.synced_at, now) });
  return t("sync-never");
}
