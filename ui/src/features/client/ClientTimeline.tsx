import { useInfiniteQuery, type InfiniteData } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { host } from "../../host";
import type { Problem, Timeline, TimelineQuery } from "../../host/api";
import { useSpeech, type PlainMsgId } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { Button } from "../../kit/Button";
import { EmptyState } from "../../kit/EmptyState";
import { Segments } from "../../kit/Segments";
import { Skeleton } from "../../kit/Skeleton";
import { useNow } from "../../words/useNow";
import { dayHeading } from "../../words/when";
import styles from "./ClientTimeline.module.css";
import { timelineDays } from "./timelineDays";
import { TimelineEntry } from "./TimelineEntry";

const PAGE = 50;
const KINDS = ["all", "note", "call", "email", "meeting", "task", "change"] as const;
type Kind = (typeof KINDS)[number];

/** Said where there is nothing, if there is a better word for it. */
const NONE: { [kind in Kind]?: PlainMsgId } = { all: "client-history_none", note: "client-history_none_note" };

/** A client's history a page at a time, kept fresh like every other read of the command. */
function useTimeline(client_id: string, kind: Kind) {
  const kinds = kind === "all" ? [] : [kind];
  return useInfiniteQuery<
    Timeline,
    Problem,
    InfiniteData<Timeline>,
    readonly ["timeline", Pick<TimelineQuery, "client_id" | "kinds">],
    TimelineQuery["before"]
  >({
    queryKey: ["timeline", { client_id, kinds }],
    queryFn: ({ pageParam }) => host.call("timeline", { client_id, kinds, before: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: ({ items, more }) => {
      const oldest = items.at(-1);
      return more && oldest ? [oldest.at, oldest.id] : null;
    },
  });
}

type Props = {
  clientId: string;
  editable: boolean;
  /** Only this kind, without the filter. */
  only?: Kind;
};

/** What happened with a client, newest first. */
export function ClientTimeline({ clientId, editable, only }: Props) {
  const { text: t } = useSpeech();
  const [kind, setKind] = useState<Kind>(only ?? "all");
  const timeline = useTimeline(clientId, kind);
  return (
    <section aria-label={t("client-history")}>
      {!only && (
        <div className={styles.filter}>
          <Segments
            look="plain"
            label={t("client-history_kind")}
            value={kind}
            onChange={setKind}
            options={KINDS.map((value) => ({ value, label: t(`client-history_${value}`) }))}
          />
        </div>
      )}
      <Answer of={timeline} skeleton={<TimelineSkeleton />}>
        {({ pages }) => (
          <>
            <Days pages={pages} kind={kind} editable={editable} />
            {timeline.hasNextPage && (
              <Button
                className={styles.older}
                disabled={timeline.isFetchingNextPage}
                onClick={() => void timeline.fetchNextPage()}
              >
                {t("client-older")}
              </Button>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}

function Days({ pages, kind, editable }: { pages: Timeline[]; kind: Kind; editable: boolean }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  const { pinned, days } = timelineDays(pages.flatMap(({ items }) => items));
  if (pinned.length === 0 && days.length === 0) {
    return (
      <EmptyState icon={<History />} title={t(NONE[kind] ?? "client-history_none_of_kind")}>
        {kind === "all" && t("client-history_fills")}
      </EmptyState>
    );
  }
  return (
    <>
      {pinned.length > 0 && (
        <ol className={styles.items}>
          {pinned.map((item) => (
            <TimelineEntry key={item.id} item={item} editable={editable} />
          ))}
        </ol>
      )}
      {days.map(({ start, items }) => (
        <div key={start}>
          <h3 className={styles.day}>{dayHeading(speech, start, now)}</h3>
          <ol className={styles.items}>
            {items.map((item) => (
              <TimelineEntry key={item.id} item={item} editable={editable} />
            ))}
          </ol>
        </div>
      ))}
    </>
  );
}

function TimelineSkeleton() {
  return [48, 70, 35, 62].map((width) => (
    <div key={width} className={styles.bones}>
      <Skeleton width={28} />
      <Skeleton width={`${width}%`} />
    </div>
  ));
}
