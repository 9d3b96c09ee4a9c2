import {
  CalendarPlus,
  CircleAlert,
  Clock,
  GitCompareArrows,
  ListTodo,
  Mail,
  Phone,
  Users,
  type LucideIcon,
} from "lucide-react";
import type { ActivityKind, SyncMark as Mark, TagRow } from "../host/api";
import { useText } from "../i18n";
import type { Urgency } from "../words/when";
import { Chip, hueNamed } from "./Chip";
import styles from "./marks.module.css";
import tagStyles from "./TagChip.module.css";
import { Tooltip } from "./Tooltip";

export { QualityMark, StageChip } from "./clientMarks";

export function TagChip({ tag }: { tag: TagRow }) {
  return (
    <Chip hue={hueNamed(tag.colour)}>
      <span className={tagStyles.name}>{tag.name}</span>
    </Chip>
  );
}

const KIND_ICON: Record<ActivityKind, LucideIcon> = { call: Phone, email: Mail, meeting: Users, task: ListTodo };

export function KindIcon({ kind }: { kind: ActivityKind }) {
  const Icon = KIND_ICON[kind];
  return <Icon />;
}

type FollowUpProps = {
  /** Late is red, today strong, later grey, nothing amber. */
  when: Urgency;
  kind: ActivityKind | null;
  children: string;
};

/** When somebody wants to be heard from next. */
export function FollowUp({ when, kind, children }: FollowUpProps) {
  return (
    <span className={styles.follow} data-when={when}>
      {when === "nothing" ? <CalendarPlus /> : <KindIcon kind={kind ?? "task"} />}
      <span className={styles.text}>{children}</span>
    </span>
  );
}

const SYNC_ICON: Record<Exclude<Mark, "synced">, LucideIcon> = {
  waiting: Clock,
  refused: CircleAlert,
  conflict: GitCompareArrows,
};

/** Nothing when all is well. */
export function SyncMark({ sync }: { sync: Mark }) {
  const t = useText();
  if (sync === "synced") return null;
  const Icon = SYNC_ICON[sync];
  return (
    <Tooltip label={t(`sync-${sync}`)}>
      <span className={styles.sync} data-sync={sync} role="img" aria-label={t(`sync-${sync}`)}>
        <Icon />
      </span>
    </Tooltip>
  );
}
