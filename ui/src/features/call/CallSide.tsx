import { Link } from "@tanstack/react-router";
import { ArrowUpRight, CalendarClock, History, StickyNote, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import type { CallerFacts, CallView } from "../../host/api";
import { useSpeech } from "../../i18n";
import { Avatar } from "../../kit/Avatar";
import { QualityMark, StageChip } from "../../kit/clientMarks";
import { useNow } from "../../words/useNow";
import { moment } from "../../words/when";
import { CallNotes } from "./CallNotes";
import styles from "./CallSide.module.css";
import { faceOf, nameOf } from "./callState";

/** Beside the stage: who one talks to, and what is said. */
export function CallSide({ call }: { call: CallView }) {
  const { text: t } = useSpeech();
  const { facts } = call;
  return (
    <aside className={styles.side} aria-label={t("call-facts")} data-region>
      <header className={styles.head}>
        <Avatar id={faceOf(call)} name={nameOf(call)} size={40} />
        <div className={styles.names}>
          <b>{nameOf(call)}</b>
          {facts?.company && <p className={styles.company}>{facts.company}</p>}
        </div>
        {facts && (
          <div className={styles.marks}>
            <StageChip stage={facts.lifecycle} />
            {facts.quality && <QualityMark quality={facts.quality} />}
          </div>
        )}
      </header>
      {facts ? <Facts facts={facts} /> : <p className={styles.nothing}>{t("call-no_facts")}</p>}
      {/* A note is kept with a client; a call between colleagues is about none. */}
      {call.client_id !== null && (
        <>
          <Link to="/clients/$id" params={{ id: call.client_id }} className={styles.open}>
            <ArrowUpRight /> {t("call-open_client")}
          </Link>
          <h3 className={styles.title}>{t("call-notes")}</h3>
          <CallNotes call={call} />
        </>
      )}
    </aside>
  );
}

function Facts({ facts: { next_step, last_note, owner_name, calls_30_days } }: { facts: CallerFacts }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  return (
    <dl className={styles.facts}>
      {next_step && (
        <Fact icon={<CalendarClock />} label={t("ring-next_step")}>
          {next_step.subject}
          {next_step.due_at !== null && <span className={styles.when}>{moment(speech, next_step.due_at, now)}</span>}
        </Fact>
      )}
      {last_note && (
        <Fact icon={<StickyNote />} label={t("ring-note")}>
          {last_note.text}
        </Fact>
      )}
      {owner_name && (
        <Fact icon={<UserRound />} label={t("call-owner")}>
          {owner_name}
        </Fact>
      )}
      <Fact icon={<History />} label={t("nav-calls")}>
        {t("ring-calls", { count: calls_30_days })}
      </Fact>
    </dl>
  );
}

function Fact({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>
        {icon} {label}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
