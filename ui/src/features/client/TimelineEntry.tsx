import { ArrowUpRight, Ellipsis, NotebookPen, Pencil, Pin, PinOff, Trash2, UserPlus } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { ActivityRow, CallOfActivity, LifecycleStage, LineQuality, TimelineItem } from "../../host/api";
import { profileOf, useDirectory } from "../../host/useDirectory";
import { useSpeech } from "../../i18n";
import { IconButton } from "../../kit/Button";
import { CallIcon, lengthOf, wayOf } from "../../kit/callMark";
import { Chip, type Hue } from "../../kit/Chip";
import { KindIcon, StageChip, SyncMark } from "../../kit/marks";
import { Menu, MenuItem } from "../../kit/Menu";
import { useNow } from "../../words/useNow";
import { clock, followUp } from "../../words/when";
import styles from "./ClientTimeline.module.css";
import { NoteForm } from "./NoteForm";
import { useNoteEdits } from "./useNoteEdits";

type Props = { item: TimelineItem; editable: boolean };

/** One thing that happened. */
export function TimelineEntry({ item, editable }: Props) {
  const { what } = item;
  if (what === "created") return <Created item={item} />;
  if ("note" in what) return <Note item={item} body={what.note.body} pinned={what.note.pinned} editable={editable} />;
  if ("stage" in what) return <Stage item={item} from={what.stage.from} to={what.stage.to} />;
  const { activity } = what.activity;
  if (activity.call) return <CallThatWas item={item} activity={activity} call={activity.call} />;
  return <Activity item={item} activity={activity} />;
}

type EntryProps = {
  item: TimelineItem;
  hue: Hue;
  icon: ReactNode;
  head: ReactNode;
  tools?: ReactNode;
  children?: ReactNode;
};

function Entry({ item, hue, icon, head, tools, children }: EntryProps) {
  return (
    <li className={styles.entry}>
      <span className={styles.icon} data-hue={hue}>
        {icon}
      </span>
      <p className={styles.head}>
        {head} <SyncMark sync={item.sync} />
      </p>
      <span className={styles.time}>
        {tools}
        <time dateTime={new Date(item.at).toISOString()}>{clock(item.at)}</time>
      </span>
      {children}
    </li>
  );
}

function By({ id }: { id: string | null }) {
  const directory = useDirectory();
  const name = profileOf(directory, id)?.name;
  return name ? <b>{name}</b> : null;
}

function WrittenBy({ id }: { id: string | null }) {
  const { text: t } = useSpeech();
  const directory = useDirectory();
  const name = profileOf(directory, id)?.name;
  return name ? t("client-by", { name }) : null;
}

function Created({ item }: { item: TimelineItem }) {
  const { text: t } = useSpeech();
  return (
    <Entry
      item={item}
      hue="slate"
      icon={<UserPlus />}
      head={
        <>
          {t("client-was_added")} <By id={item.by} />
        </>
      }
    />
  );
}

function Stage({ item, from, to }: { item: TimelineItem; from: LifecycleStage | null; to: LifecycleStage }) {
  const { text: t } = useSpeech();
  return (
    <Entry
      item={item}
      hue="violet"
      icon={<ArrowUpRight />}
      head={
        <>
          <By id={item.by} /> {from ? t("client-moved_from", { stage: t(`stage-${from}`) }) : t("client-moved_to")}
          <StageChip stage={to} />
        </>
      }
    />
  );
}

const ACTIVITY_HUE: Record<ActivityRow["kind"], Hue> = { call: "green", email: "sky", meeting: "violet", task: "blue" };

type CallProps = { item: TimelineItem; activity: ActivityRow; call: CallOfActivity };

/** That words were lost explains how a talk went; a good line explains nothing. */
function BadLine({ quality }: { quality: Exclude<LineQuality, "good"> }) {
  const { text: t } = useSpeech();
  const tone = quality === "poor" ? "danger" : "warning";
  return <Chip tone={tone}>{t("call-quality_is", { quality: t(`call-quality_${quality}`) })}</Chip>;
}

function CallThatWas({ item, activity, call }: CallProps) {
  const { text: t } = useSpeech();
  const way = wayOf(call);
  const length = lengthOf(t, call);
  return (
    <Entry
      item={item}
      hue={call.missed ? "rose" : ACTIVITY_HUE.call}
      icon={<CallIcon way={way} />}
      head={
        <>
          {t(`calls-way_${way}`)} <b>{activity.subject}</b>
          {length && <span className={styles.length}>{length}</span>}
          {call.quality && call.quality !== "good" && <BadLine quality={call.quality} />}
          {call.outcome && <Chip tone="success">{t(`wrap_up-${call.outcome}`)}</Chip>}
        </>
      }
    >
      {activity.body && <p className={styles.body}>{activity.body}</p>}
    </Entry>
  );
}

function Activity({ item, activity }: { item: TimelineItem; activity: ActivityRow }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  const due = activity.status === "open" ? followUp(speech, activity.due_at, now) : null;
  return (
    <Entry
      item={item}
      hue={ACTIVITY_HUE[activity.kind]}
      icon={<KindIcon kind={activity.kind} />}
      head={
        <>
          {t(`activity_kind-${activity.kind}`)} <b>{activity.subject}</b>
          {activity.status === "done" && <Chip tone="success">{t("activity_status-done")}</Chip>}
          {activity.status === "cancelled" && <Chip>{t("activity_status-cancelled")}</Chip>}
          {due && (due.urgency === "late" ? <Chip tone="danger">{due.says}</Chip> : <Chip>{due.says}</Chip>)}
        </>
      }
    >
      {activity.body && <p className={styles.body}>{activity.body}</p>}
    </Entry>
  );
}

function Note({ item, body, pinned, editable }: Props & { body: string; pinned: boolean }) {
  const { text: t } = useSpeech();
  const edits = useNoteEdits(item.id);
  const [editing, setEditing] = useState(false);
  return (
    <Entry
      item={item}
      hue="amber"
      icon={pinned ? <Pin /> : <NotebookPen />}
      head={
        <>
          <b>{t(pinned ? "client-pinned_note" : "client-note")}</b> <WrittenBy id={item.by} />
        </>
      }
      tools={
        editable && (
          <Menu
            align="end"
            trigger={
              <IconButton size="small" label={t("client-note_more")}>
                <Ellipsis />
              </IconButton>
            }
          >
            <MenuItem icon={<Pencil />} onSelect={() => setEditing(true)}>
              {t("client-note_edit")}
            </MenuItem>
            <MenuItem icon={pinned ? <PinOff /> : <Pin />} onSelect={() => edits.pin(!pinned)}>
              {t(pinned ? "client-unpin" : "client-pin")}
            </MenuItem>
            <MenuItem icon={<Trash2 />} tone="danger" onSelect={edits.remove}>
              {t("client-note_delete")}
            </MenuItem>
          </Menu>
        )
      }
    >
      {editing ? (
        <NoteForm id={item.id} body={body} onLeave={() => setEditing(false)} />
      ) : (
        <p className={styles.body} data-pinned={pinned || undefined}>
          {body}
        </p>
      )}
    </Entry>
  );
}
