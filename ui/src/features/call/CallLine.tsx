import { Link } from "@tanstack/react-router";
import { Phone, Video } from "lucide-react";
import type { CallHistoryRow } from "../../host/api";
import { profileOf, useDirectory } from "../../host/useDirectory";
import { useAccount } from "../../host/useSession";
import { useText } from "../../i18n";
import { Avatar } from "../../kit/Avatar";
import { IconButton } from "../../kit/Button";
import { CallIcon } from "../../kit/callMark";
import { Chip } from "../../kit/Chip";
import { elapsed } from "../../words/elapsed";
import { clock } from "../../words/when";
import styles from "./CallsScreen.module.css";
import { endOf } from "./callState";
import { useStartCall, type Callee } from "./useStartCall";

/** One call that was, and the way to call again. */
export function CallLine({ row }: { row: CallHistoryRow }) {
  const t = useText();
  const me = useAccount()?.profile_id;
  const directory = useDirectory();
  const { start, why } = useStartCall();
  const name = row.other.name || t("calls-unknown");
  const colleague = row.agent_id === me ? undefined : profileOf(directory, row.agent_id);
  const way = row.missed ? "missed" : row.incoming ? "incoming" : "outgoing";
  const callee = calleeOf(row, name);

  return (
    <li className={styles.line} data-way={way}>
      <span className={styles.way}>
        <CallIcon way={way} /> {t(`calls-was_${way}`)}
      </span>
      <Avatar id={row.client_id ?? row.other.id ?? row.id} name={name} />
      <span className={styles.name}>
        {row.client_id === null ? (
          name
        ) : (
          <Link to="/clients/$id" params={{ id: row.client_id }}>
            {name}
          </Link>
        )}
        {row.outcome && <Chip tone="success">{t(`wrap_up-${row.outcome}`)}</Chip>}
        {row.group !== null && <span className={styles.quiet}>{t("ring-to_group", { group: row.group })}</span>}
        {colleague && <span className={styles.quiet}>{t("calls-of", { name: colleague.name })}</span>}
      </span>
      <span className={styles.kind}>
        {row.media === "video" ? <Video /> : <Phone />} {t(`ring-${row.media}`)}
      </span>
      <span className={styles.length}>
        {row.seconds ? elapsed(row.seconds * 1_000) : row.end_reason && !row.missed && t(endOf(row))}
      </span>
      <span className={styles.at}>{clock(row.started_at)}</span>
      <span className={styles.again}>
        {callee && (
          <IconButton
            label={why ?? t("call-voice_to", { name })}
            aria-disabled={why !== null}
            onClick={() => start(callee, row.media)}
          >
            <Phone />
          </IconButton>
        )}
      </span>
    </li>
  );
}

/** Whom one calls again: the colleague, or the customer of the client. */
function calleeOf({ other, client_id }: CallHistoryRow, name: string): Callee | null {
  if (other.kind === "CRM_USER") return other.id === null ? null : { colleague: other.id, name };
  return client_id === null ? null : { client: client_id, name };
}
