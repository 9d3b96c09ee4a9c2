import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { BellOff, Check, Settings } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import type { NoticeRow } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { Together } from "../../host/together";
import { useSpeech } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Button, IconButton } from "../../kit/Button";
import { EmptyState } from "../../kit/EmptyState";
import { byDay } from "../../words/byDay";
import { useNow } from "../../words/useNow";
import { dayHeading } from "../../words/when";
import { NoticeLine } from "./NoticeLine";
import styles from "./NoticePanel.module.css";
import { placeOf } from "./placeOf";

type Props = {
  /** Something was opened from here. */
  onLeave: () => void;
};

/** Calls that were missed and tasks that became due, newest first, until they are done. */
export function NoticePanel({ onLeave }: Props) {
  const t = useLateText();
  const go = useNavigate();
  const all = useQuery(ask("notices", {})).data;
  const seen = useEdit("notices_seen");
  const list = useRef<HTMLDivElement>(null);
  const any = all && all.rows.length > 0;
  useEffect(() => {
    if (any) list.current?.querySelector<HTMLElement>("[data-open]")?.focus();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- where one starts, not where one is
  }, [any !== undefined]);

  const open = (row: NoticeRow) => {
    if (!row.seen) seen.mutate({ ids: [row.id] });
    onLeave();
    void go(placeOf(row));
  };
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t("notices-title")}</h2>
        {all && all.unseen > 0 && (
          <Button kind="ghost" icon={<Check />} onClick={() => seen.mutate({ ids: null })}>
            {t("notices-all_seen")}
          </Button>
        )}
        <IconButton
          label={t("notices-choose")}
          onClick={() => {
            onLeave();
            void go({ to: "/settings", search: { part: "notices" } });
          }}
        >
          <Settings />
        </IconButton>
      </div>
      {all && !any && (
        <EmptyState icon={<BellOff />} title={t("notices-none")}>
          <Together alone={t("notices-none_text_alone")}>{t("notices-none_text")}</Together>
        </EmptyState>
      )}
      {any && (
        <div ref={list} role="group" aria-label={t("notices-title")} className={styles.list} onKeyDown={walk}>
          <Days rows={all.rows} onOpen={open} onSeen={(row) => seen.mutate({ ids: [row.id] })} />
        </div>
      )}
    </div>
  );
}

type DaysProps = { rows: NoticeRow[]; onOpen: (row: NoticeRow) => void; onSeen: (row: NoticeRow) => void };

function Days({ rows, onOpen, onSeen }: DaysProps) {
  const speech = useSpeech();
  const now = useNow();
  return byDay(rows, (row) => row.at).map(({ start, items }) => (
    <section key={start} aria-labelledby={`notices-${start}`}>
      <h3 id={`notices-${start}`} className={styles.day}>
        {dayHeading(speech, start, now)}
      </h3>
      <ul>
        {items.map((row) => (
          <NoticeLine key={row.id} row={row} onOpen={() => onOpen(row)} onSeen={() => onSeen(row)} />
        ))}
      </ul>
    </section>
  ));
}

/** The arrow keys go from line to line. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-open]")];
  const at = lines.findIndex((line) => line.closest("li")?.contains(document.activeElement));
  const next = event.key === "ArrowDown" ? at + 1 : Math.max(0, at - 1);
  lines[Math.min(next, lines.length - 1)]?.focus();
}
