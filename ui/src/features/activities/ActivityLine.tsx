import { AlarmClock, ArrowRight, Bell, Check, CircleAlert, Pencil, Trash2 } from "lucide-react";
import type { ActivityRow } from "../../host/api";
import { useSpeech } from "../../i18n";
import { IconButton } from "../../kit/Button";
import { CallIcon, lengthOf, wayOf } from "../../kit/callMark";
import { Chip } from "../../kit/Chip";
import { KindIcon, SyncMark } from "../../kit/marks";
import { Tooltip } from "../../kit/Tooltip";
import { useNow } from "../../words/useNow";
import { followUp, moment } from "../../words/when";
import { JoinSession } from "../call/sessions";
import styles from "./ActivityLines.module.css";

/** What has the focus when one walks the lines. */
export const tickId = (activity: Pick<ActivityRow, "id">) => `activity-${activity.id}`;
/** What shows the time that is moved. */
export const whenId = (activity: ActivityRow) => `activity-when-${activity.id}`;

type Props = {
  activity: ActivityRow;
  current: boolean;
  tabStop: boolean;
  ofOneClient: boolean;
  editable: boolean;
  onDone: (done: boolean) => void;
  onMove: (how: "move" | "snooze") => void;
  onEdit: () => void;
  onDelete: () => void;
  onOpen: (clientId: string) => void;
};

/** One activity: tick it, read it, move it. */
export function ActivityLine({
  activity,
  current,
  tabStop,
  ofOneClient,
  editable,
  onDone,
  onMove,
  onEdit,
  onDelete,
  onOpen,
}: Props) {
  const { text: t } = useSpeech();
  const done = activity.status === "done";
  const { client_id: client, client_name: clientName, call } = activity;
  // It stands there for whoever only reads as well: the lines are walked by it.
  const tick = (
    <button
      id={tickId(activity)}
      type="button"
      className={styles.tick}
      tabIndex={tabStop ? 0 : -1}
      role="checkbox"
      aria-checked={done}
      aria-readonly={!editable}
      aria-label={t("activities-complete_this", { subject: activity.subject })}
      onClick={() => editable && onDone(!done)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !client) return;
        event.preventDefault();
        onOpen(client);
      }}
    >
      <Check />
    </button>
  );
  return (
    <li
      data-activity={activity.id}
      data-current={current || undefined}
      data-done={done || undefined}
      className={styles.line}
    >
      {editable ? (
        <Tooltip label={t(done ? "activities-reopen" : "activities-complete")} keys="x">
          {tick}
        </Tooltip>
      ) : (
        tick
      )}
      {call ? (
        <span className={styles.kind} role="img" aria-label={t(`calls-way_${wayOf(call)}`)} data-way={wayOf(call)}>
          <CallIcon way={wayOf(call)} />
        </span>
      ) : (
        <span className={styles.kind} role="img" aria-label={t(`activity_kind-${activity.kind}`)}>
          <KindIcon kind={activity.kind} />
        </span>
      )}
      <span className={styles.subject}>
        {activity.subject}
        {call && <span className={styles.length}>{lengthOf(t, call)}</span>}
        {call?.outcome && <Chip tone="success">{t(`wrap_up-${call.outcome}`)}</Chip>}
        {activity.priority === "high" && (
          <span className={styles.high} role="img" aria-label={t("activities-high")}>
            <CircleAlert />
          </span>
        )}
        {!done && activity.remind_at !== null && <ReminderMark at={activity.remind_at} />}
        <SyncMark sync={activity.sync} />
        {activity.kind === "meeting" && !done && (
          <span className={styles.join}>
            <JoinSession activityId={activity.id} subject={activity.subject} />
          </span>
        )}
      </span>
      {!ofOneClient && (
        <span className={styles.client}>
          {client && clientName && (
            <button type="button" className={styles.open} onClick={() => onOpen(client)}>
              {clientName}
            </button>
          )}
        </span>
      )}
      <When activity={activity} />
      {editable && (
        <span className={styles.actions}>
          {!done && (
            <>
              <IconButton size="small" label={t("activities-move")} keys="r" onClick={() => onMove("move")}>
                <ArrowRight />
              </IconButton>
              <IconButton size="small" label={t("activities-snooze")} keys="z" onClick={() => onMove("snooze")}>
                <AlarmClock />
              </IconButton>
            </>
          )}
          <IconButton size="small" label={t("activities-edit")} keys="e" onClick={onEdit}>
            <Pencil />
          </IconButton>
          <IconButton size="small" label={t("activities-delete")} onClick={onDelete}>
            <Trash2 />
          </IconButton>
        </span>
      )}
    </li>
  );
}

function ReminderMark({ at }: { at: number }) {
  const speech = useSpeech();
  const says = speech.text("activities-reminder_at", { when: moment(speech, at, useNow()) });
  return (
    <span className={styles.reminder} role="img" aria-label={says} title={says}>
      <Bell />
    </span>
  );
}

function When({ activity }: { activity: ActivityRow }) {
  const speech = useSpeech();
  const now = useNow();
  const id = whenId(activity);
  const at = activity.status === "done" ? activity.done_at : activity.due_at;
  if (at === null) return <span id={id} className={styles.when} />;
  if (activity.status === "done") {
    return (
      <span id={id} className={styles.when}>
        {moment(speech, at, now)}
      </span>
    );
  }
  const { urgency, says } = followUp(speech, at, now);
  return (
    <span id={id} className={styles.when} data-urgency={urgency} title={moment(speech, at, now)}>
      {says}
    </span>
  );
}
