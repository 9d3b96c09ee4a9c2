import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Phone } from "lucide-react";
import { useState } from "react";
import { host } from "../../host";
import type { CallHistory, CallHistoryRow, Problem } from "../../host/api";
import { useSpeech, useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { EmptyState } from "../../kit/EmptyState";
import { Page } from "../../kit/Page";
import { ProblemState } from "../../kit/ProblemState";
import { Segments } from "../../kit/Segments";
import { byDay } from "../../words/byDay";
import { useNow } from "../../words/useNow";
import { dayHeading } from "../../words/when";
import styles from "./CallsScreen.module.css";
import { CallLine } from "./CallLine";
import { Colleagues } from "./Colleagues";
import { MissedCalls } from "./MissedCalls";
import { useCalls } from "./useCalls";

type Which = "all" | "missed" | "incoming" | "outgoing";
const WHICH: Which[] = ["all", "missed", "incoming", "outgoing"];

/** Every call that was, and the colleagues one can call. */
export function CallsScreen() {
  const t = useText();
  const [which, setWhich] = useState<Which>("all");
  return (
    <Page
      title={t("nav-calls")}
      tabs={
        <Segments
          look="plain"
          label={t("calls-filter")}
          value={which}
          onChange={setWhich}
          options={WHICH.map((value) => ({ value, label: t(`calls-${value}`) }))}
        />
      }
    >
      <div className={styles.calls}>
        <section className={styles.list} aria-label={t("calls-history")} data-region>
          <MissedCalls />
          <Lines which={which} />
        </section>
        <Colleagues />
      </div>
    </Page>
  );
}

const startedAt = (row: CallHistoryRow) => row.started_at;

function Lines({ which }: { which: Which }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  const history = useCallsThatWere(which);
  if (history.error && !history.data) {
    return <ProblemState problem={history.error} onRetry={() => void history.refetch()} />;
  }
  if (!history.data) return null;
  const rows = history.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <Nothing which={which} />;
  return (
    <>
      {history.data.pages[0]?.offline && <p className={styles.offline}>{t("calls-offline")}</p>}
      {byDay(rows, startedAt).map((day) => (
        <section key={day.start}>
          <h2 className={styles.day}>{dayHeading(speech, day.start, now)}</h2>
          <ul>
            {day.items.map((row) => (
              <CallLine key={row.id} row={row} />
            ))}
          </ul>
        </section>
      ))}
      {history.hasNextPage && (
        <Button disabled={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t("calls-older")}
        </Button>
      )}
    </>
  );
}

function Nothing({ which }: { which: Which }) {
  const t = useText();
  if (which === "all") {
    return (
      <EmptyState icon={<Phone />} title={t("calls-none")}>
        {t("calls-none_text")}
      </EmptyState>
    );
  }
  return <EmptyState icon={<Phone />} title={which === "missed" ? t("calls-none_missed") : t("calls-none_of_kind")} />;
}

/** The server keeps them, so they are asked for when the screen opens and whenever a call begins or ends. */
function useCallsThatWere(which: Which) {
  const calls = useCalls();
  const going = [calls?.current?.id, calls?.wrap_up?.call.id, ...(calls?.ringing ?? []).map(({ id }) => id)].join();
  return useInfiniteQuery<CallHistory, Problem, { pages: CallHistory[] }, readonly string[], string | null>({
    queryKey: ["call_history", which, going],
    initialPageParam: null,
    // Once a ring is over the key is as before it, and the answer of then lacks it.
    staleTime: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam: before }) =>
      host.call("call_history", {
        client_id: null,
        missed_only: which === "missed",
        incoming: which === "incoming" ? true : which === "outgoing" ? false : null,
        before,
      }),
    getNextPageParam: (last) => (last.more ? last.next : null),
  });
}
