import { useEffect, useRef, useState } from "react";
import type { WrapUp } from "../../host/api";
import { useEdit } from "../../host/query";
import { problemSentence, useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { Keys } from "../../kit/Keys";
import { useSayDone } from "../../kit/useSayDone";
import { elapsed } from "../../words/elapsed";
import { useNow } from "../../words/useNow";
import { WhenField } from "../../words/WhenField";
import { weekdayName } from "../../words/when";
import { useCallNotes } from "./CallNotes";
import { nameOf } from "./callState";
import { useWrapUpKeys } from "./useWrapUpKeys";
import styles from "./WrapUpCard.module.css";
import { momentOf, NEXT_DAYS, NOTHING_DECIDED, saved, withOutcome, type Decided } from "./wrapUp";

/** How it went, what was said and what comes next: where the call was, and in nobody's way. */
export function WrapUpCard({ wrapUp: { call, seconds, outcomes } }: { wrapUp: WrapUp }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  const name = nameOf(call);
  const notes = useCallNotes(call.id);
  const [decided, setDecided] = useState<Decided>(NOTHING_DECIDED);
  const save = useEdit("wrap_up_save", { quiet: true });
  const skip = useEdit("wrap_up_skip");
  const sayDone = useSayDone();
  const card = useRef<HTMLElement>(null);
  const usual = t("wrap_up-follow_up_call", { name });

  const write = (what: Decided) => {
    if (save.isPending) return;
    save.mutate(saved(call.id, what, { note: notes.content, usual, now }), {
      onSuccess: (edited) => {
        notes.clear();
        sayDone(({ text }) => text("wrap_up-saved", { name }), edited);
      },
    });
  };
  const keep = () => write(decided);
  const leave = () => {
    // What was typed in the call stays: only the questions are passed over.
    if (notes.content.trim() === "") skip.mutate({ call_id: call.id });
    else write(NOTHING_DECIDED);
  };
  const choose = (outcome: (typeof outcomes)[number]) => setDecided(withOutcome(decided, outcome));
  useWrapUpKeys(card, outcomes, choose, keep);
  useEffect(() => {
    // Only from nowhere: what a person is writing elsewhere goes on.
    if (document.activeElement === document.body) card.current?.focus();
  }, []);

  return (
    <section ref={card} className={styles.card} aria-labelledby="wrap-up-title" tabIndex={-1} data-region>
      <header className={styles.head}>
        <h2 id="wrap-up-title" className={styles.title}>
          {t("wrap_up-title")}
        </h2>
        <span className={styles.sum}>
          {t("wrap_up-sum", { kind: t(`ring-${call.media}`), time: elapsed(seconds * 1_000) })}
        </span>
      </header>
      <div className={styles.outcomes} role="group" aria-label={t("wrap_up-outcome")}>
        {outcomes.map((outcome, at) => (
          <button
            key={outcome}
            type="button"
            className={styles.outcome}
            aria-pressed={decided.outcome === outcome}
            onClick={() => choose(outcome)}
          >
            <Keys keys={String(at + 1)} />
            {t(`wrap_up-${outcome}`)}
          </button>
        ))}
      </div>
      {call.client_id !== null && (
        <label className={styles.row}>
          <span className={styles.label}>{t("wrap_up-note")}</span>
          <textarea
            className={styles.note}
            rows={3}
            value={notes.content}
            onChange={(event) => notes.change(event.currentTarget.value)}
            onBlur={() => void notes.flush()}
          />
        </label>
      )}
      <div className={styles.row} role="group" aria-label={t("wrap_up-next")}>
        <span className={styles.label}>{t("wrap_up-next")}</span>
        <div className={styles.days}>
          {NEXT_DAYS.map((next) => {
            const day = momentOf({ next, at: null }, now);
            return (
              <Button
                key={next}
                aria-pressed={decided.next === next}
                on={decided.next === next}
                onClick={() => setDecided({ ...decided, next: decided.next === next ? "none" : next })}
              >
                {t(`wrap_up-${next}`)}
                {day !== null && <span className={styles.weekday}>{weekdayName(speech, day)}</span>}
              </Button>
            );
          })}
        </div>
        {decided.next === "pick" && (
          <WhenField label={t("field-due_at")} at={decided.at} onChange={(at) => setDecided({ ...decided, at })} />
        )}
        {decided.next !== "none" && (
          <TextField
            aria-label={t("wrap_up-subject")}
            value={decided.subject ?? usual}
            onValueChange={(subject) => setDecided({ ...decided, subject })}
          />
        )}
      </div>
      {save.error && (
        <p className={styles.fault} role="alert">
          {problemSentence(t, save.error)}
        </p>
      )}
      <footer className={styles.foot}>
        <Button kind="ghost" disabled={skip.isPending || save.isPending} onClick={leave}>
          {t("wrap_up-skip")}
        </Button>
        <Button kind="primary" size="form" keys="mod+enter" disabled={save.isPending} onClick={keep}>
          {t("wrap_up-save")}
        </Button>
      </footer>
    </section>
  );
}
