import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import type { ActivityRow, ClientCard } from "../../host/api";
import { useSpeech } from "../../i18n";
import { Button, IconButton } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { KindIcon } from "../../kit/marks";
import { useNow } from "../../words/useNow";
import { followUp, moment } from "../../words/when";
import { ActivityDialog, MovePopover, useActivityEdits } from "../activities";
import { JoinSession } from "../call/sessions";
import styles from "./SidePanel.module.css";

/** The next open activity, with what one does about it. */
export function NextStep({ card }: { card: ClientCard }) {
  const { text: t } = useSpeech();
  const [creating, setCreating] = useState(false);
  return (
    <section className={styles.part} aria-labelledby="client-next-step">
      <header className={styles.head}>
        <h3 id="client-next-step" className={styles.title}>
          {t("client-next_step")}
        </h3>
        {card.editable && (
          <IconButton label={t("client-plan_activity")} onClick={() => setCreating(true)}>
            <Plus />
          </IconButton>
        )}
      </header>
      {card.next_step ? (
        <Step activity={card.next_step} editable={card.editable} />
      ) : (
        <p className={styles.nothing}>{t("client-no_next_step")}</p>
      )}
      <ActivityDialog open={creating} onOpenChange={setCreating} clientId={card.row.id} />
    </section>
  );
}

function Step({ activity, editable }: { activity: ActivityRow; editable: boolean }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  const edits = useActivityEdits();
  const box = useRef<HTMLDivElement>(null);
  const [moving, setMoving] = useState<{ how: "move" | "snooze"; beside: Element | null } | null>(null);
  const move = (how: "move" | "snooze") => setMoving({ how, beside: box.current });
  const done = () => edits.setDone(activity, true);
  useCommands(
    editable
      ? [
          { id: "step.done", run: done },
          { id: "step.move", run: () => move("move") },
          { id: "step.snooze", run: () => move("snooze") },
        ]
      : [],
  );
  const { urgency, says } = followUp(speech, activity.due_at, now);
  const due = activity.due_at;

  return (
    <div ref={box} className={styles.step} data-urgency={urgency}>
      <p className={styles.what}>
        <KindIcon kind={activity.kind} />
        {activity.subject}
        <span className={styles.due}>
          {due === null || urgency !== "late" ? says : t("client-late", { when: moment(speech, due, now), late: says })}
        </span>
      </p>
      {activity.kind === "meeting" && (
        <div className={styles.join}>
          <JoinSession activityId={activity.id} subject={activity.subject} />
        </div>
      )}
      {editable && (
        <div className={styles.buttons}>
          <Button keys="x" onClick={done}>
            {t("activities-complete")}
          </Button>
          <Button keys="r" onClick={() => move("move")}>
            {t("activities-move")}
          </Button>
          <Button keys="z" onClick={() => move("snooze")}>
            {t("activities-snooze")}
          </Button>
        </div>
      )}
      {moving && (
        <MovePopover
          how={moving.how}
          at={activity.due_at}
          anchor={moving.beside}
          onClose={() => setMoving(null)}
          onPick={(until) => edits.moveTo(activity, until)}
        />
      )}
    </div>
  );
}
