import { useQuery } from "@tanstack/react-query";
import type { ClientRow } from "../../../host/api";
import { ask } from "../../../host/query";
import { useSpeech } from "../../../i18n";
import { Avatar } from "../../../kit/Avatar";
import { FollowUp, QualityMark, StageChip, TagChip } from "../../../kit/marks";
import { phone } from "../../../words/phone";
import { useNow } from "../../../words/useNow";
import { ago, followUp, fullDate } from "../../../words/when";
import styles from "./Grid.module.css";

type Props = { row: ClientRow; field: string };

/** What one field of a client looks like in a list. */
export function Cell({ row, field }: Props) {
  switch (field) {
    case "company_name":
      return <Words text={row.company_name} />;
    case "email":
      return <Words text={row.email} />;
    case "source":
      return <Words text={row.source} />;
    case "lead_quality":
      return row.lead_quality && <QualityMark quality={row.lead_quality} />;
    case "lifecycle_stage":
      return <StageChip stage={row.lifecycle_stage} />;
    case "client_type":
      return <TypeWord row={row} />;
    case "score":
      return <span className={styles.number}>{row.score ?? "–"}</span>;
    case "next_follow_up_at":
      return <NextFollowUp row={row} />;
    case "last_contact_at":
      return <LastContact row={row} />;
    case "phone":
      return <PhoneNumber row={row} />;
    case "owner_id":
      return <Owner id={row.owner_id} />;
    case "tags":
      return <Tags ids={row.tags} />;
    case "created_at":
      return <Day at={row.created_at} />;
    case "updated_at":
      return <Day at={row.updated_at} />;
    default:
      return null;
  }
}

function Words({ text }: { text: string | null }) {
  return <span className={styles.cut}>{text}</span>;
}

function TypeWord({ row }: { row: ClientRow }) {
  const { text } = useSpeech();
  return <Words text={text(`client_type-${row.client_type}`)} />;
}

function NextFollowUp({ row }: { row: ClientRow }) {
  const speech = useSpeech();
  const { urgency, says } = followUp(speech, row.next_follow_up_at, useNow());
  return (
    <FollowUp when={urgency} kind={row.next_follow_up_kind}>
      {says}
    </FollowUp>
  );
}

function LastContact({ row }: { row: ClientRow }) {
  const speech = useSpeech();
  const now = useNow();
  return <Words text={row.last_contact_at === null ? "–" : ago(speech, row.last_contact_at, now)} />;
}

function PhoneNumber({ row }: { row: ClientRow }) {
  const { country } = useSpeech();
  return <span className={styles.number}>{row.phone && phone(row.phone, country)}</span>;
}

function Owner({ id }: { id: string | null }) {
  const { text } = useSpeech();
  const directory = useQuery(ask("directory", {})).data;
  if (id === null) return <span className={styles.nobody}>{text("owner-nobody")}</span>;
  const owner = directory?.profiles.find((profile) => profile.id === id);
  if (!owner) return null;
  return (
    <>
      <Avatar id={owner.id} name={owner.name} size={20} />
      <Words text={owner.name} />
    </>
  );
}

function Tags({ ids }: { ids: string[] }) {
  const directory = useQuery(ask("directory", {})).data;
  return ids.map((id) => {
    const tag = directory?.tags.find((each) => each.id === id);
    return tag && <TagChip key={id} tag={tag} />;
  });
}

function Day({ at }: { at: number }) {
  return <Words text={fullDate(useSpeech(), at)} />;
}
