import { Link } from "@tanstack/react-router";
import { Check, CircleAlert, Clock, Hourglass, LoaderCircle, type LucideIcon } from "lucide-react";
import type { EditState, QueuedEdit } from "../../host/api";
import { useEdit } from "../../host/query";
import { useDirectory } from "../../host/useDirectory";
import { problemSentence, useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { fieldName, fieldValue } from "../../words/field";
import { useNow } from "../../words/useNow";
import { ago, clock } from "../../words/when";
import styles from "./EditQueue.module.css";

const ICON: Record<EditState, LucideIcon> = {
  waiting: Clock,
  sending: LoaderCircle,
  refused: CircleAlert,
  blocked: Hourglass,
  sent: Check,
};

/** One edit: of whom, what, where it stands, and for a refused one why and what to do. */
export function EditLine({ edit }: { edit: QueuedEdit }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  const Icon = ICON[edit.state];
  const title = edit.title || t(`sync-entity_${edit.entity}`);
  return (
    <li className={styles.edit} data-state={edit.state}>
      <Icon />
      <span className={styles.title}>
        {edit.client_id ? (
          <Link className={styles.open} to="/clients/$id" params={{ id: edit.client_id }}>
            {title}
          </Link>
        ) : (
          title
        )}
      </span>
      <span className={styles.at}>
        {edit.state === "sent" || edit.state === "refused" ? clock(edit.done_at ?? edit.at) : ago(speech, edit.at, now)}
      </span>
      <p className={styles.what}>
        {edit.state === "blocked" && `${t("sync-blocked")} `}
        <What edit={edit} />
      </p>
      {edit.state === "refused" && <Decide edit={edit} />}
    </li>
  );
}

function What({ edit }: { edit: QueuedEdit }) {
  const speech = useSpeech();
  const directory = useDirectory();
  const now = useNow();
  const { text: t } = speech;
  if (edit.op === "delete") return t("sync-deletes", { what: t(`sync-entity_${edit.entity}`) });
  if (edit.op === "restore") return t("sync-restores", { what: t(`sync-entity_${edit.entity}`) });
  if (edit.op === "create") return t("sync-creates", { what: t(`sync-entity_${edit.entity}`) });
  if (edit.fields.length === 0) return t("sync-changes", { what: t(`sync-entity_${edit.entity}`) });
  return edit.fields
    .map(([field, value]) => `${fieldName(speech, field)}: ${fieldValue(speech, directory, field, value, now)}`)
    .join(", ");
}

function Decide({ edit }: { edit: QueuedEdit }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const retry = useEdit("edit_retry");
  const discard = useEdit("edit_discard");
  const { problem } = edit;
  const pending = retry.isPending || discard.isPending;
  return (
    <>
      {problem && (
        <p className={`${styles.what} ${styles.why}`}>
          {problem.fields?.length
            ? problem.fields.map(({ field, fault }) => `${fieldName(speech, field)}: ${t(`fault-${fault}`)}`).join(" ")
            : problemSentence(t, problem)}
        </p>
      )}
      <div className={`${styles.what} ${styles.buttons}`}>
        <Button size="small" kind="ghost" disabled={pending} onClick={() => discard.mutate({ id: edit.id })}>
          {t("sync-discard")}
        </Button>
        <Button size="small" disabled={pending} onClick={() => retry.mutate({ id: edit.id })}>
          {t("sync-retry")}
        </Button>
      </div>
    </>
  );
}
