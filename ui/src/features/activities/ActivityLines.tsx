import { useEffect, useState, type FocusEvent } from "react";
import { useNavigate } from "@tanstack/react-router";
import type { ActivityRow } from "../../host/api";
import { useText } from "../../i18n";
import { useCommands, type KeyedCommand } from "../../kit/commands/useCommands";
import { ActivityLine, tickId, whenId } from "./ActivityLine";
import styles from "./ActivityLines.module.css";
import { EditActivity } from "./EditActivity";
import { MovePopover } from "./MovePopover";
import { useActivityEdits } from "./useActivityEdits";

export type ActivityGroup = { id: string; title: string; late?: boolean; activities: ActivityRow[] };

type Props = {
  groups: ActivityGroup[];
  /** Whether the person may do anything with them but read. */
  editable: boolean;
  /** The client's name is left out where it is known. */
  ofOneClient?: boolean;
  /** The one somebody came for: it has the focus when the lines come up. */
  ledTo?: string | undefined;
};

/** Activities under headings, walked with J and K. */
export function ActivityLines({ groups, editable, ofOneClient = false, ledTo }: Props) {
  const t = useText();
  const go = useNavigate();
  const edits = useActivityEdits();
  const [cursor, setCursor] = useState<string | null>(null);
  const [moving, setMoving] = useState<Moving | null>(null);
  const [editing, setEditing] = useState<ActivityRow | null>(null);

  useEffect(() => {
    if (ledTo !== undefined) document.getElementById(tickId({ id: ledTo }))?.focus();
  }, [ledTo]);

  const all = groups.flatMap(({ activities }) => activities);
  const at = all.findIndex(({ id }) => id === cursor);
  const current = all[at];
  const step = (by: number) => {
    const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
    if (next) document.getElementById(tickId(next))?.focus();
  };
  useCommands([
    { id: "lines.down", run: () => step(1) },
    { id: "lines.up", run: () => step(-1) },
    ...(editable && current ? commandsOn(current, { setDone: edits.setDone, setMoving, setEditing }) : []),
  ]);

  const follow = (event: FocusEvent) => {
    const line = event.target.closest("[data-activity]");
    if (line instanceof HTMLElement) setCursor(line.dataset["activity"] ?? null);
  };

  return (
    <div
      role="group"
      aria-label={t("activities-list")}
      data-one-client={ofOneClient || undefined}
      className={styles.lines}
      onFocus={follow}
      onKeyDown={(event) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        event.preventDefault();
        step(event.key === "ArrowDown" ? 1 : -1);
      }}
    >
      {groups.map((group) => (
        <section key={group.id} aria-labelledby={`activities-${group.id}`}>
          <h2 id={`activities-${group.id}`} className={styles.heading} data-late={group.late || undefined}>
            {group.title} <span className={styles.count}>{group.activities.length}</span>
          </h2>
          <ul>
            {group.activities.map((activity) => (
              <ActivityLine
                key={activity.id}
                activity={activity}
                current={activity.id === cursor}
                tabStop={current ? activity.id === cursor : activity === all[0]}
                ofOneClient={ofOneClient}
                editable={editable}
                onDone={(done) => edits.setDone(activity, done)}
                onMove={(how) => setMoving({ activity, how })}
                onEdit={() => setEditing(activity)}
                onDelete={() => edits.remove(activity)}
                onOpen={(id) => void go({ to: "/clients/$id", params: { id } })}
              />
            ))}
          </ul>
        </section>
      ))}
      {moving && (
        <MovePopover
          how={moving.how}
          at={moving.activity.due_at}
          onClose={() => setMoving(null)}
          anchor={document.getElementById(whenId(moving.activity))}
          onPick={(until) => edits.moveTo(moving.activity, until)}
        />
      )}
      {editing && <EditActivity activity={editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

type Moving = { activity: ActivityRow; how: "move" | "snooze" };

type Acts = {
  setDone: (activity: ActivityRow, done: boolean) => void;
  setMoving: (moving: Moving) => void;
  setEditing: (activity: ActivityRow) => void;
};

const commandsOn = (activity: ActivityRow, { setDone, setMoving, setEditing }: Acts): KeyedCommand[] => [
  { id: "activity.done", run: () => setDone(activity, activity.status !== "done") },
  { id: "activity.snooze", run: () => setMoving({ activity, how: "snooze" }) },
  { id: "activity.move", run: () => setMoving({ activity, how: "move" }) },
  { id: "activity.edit", run: () => setEditing(activity) },
];
