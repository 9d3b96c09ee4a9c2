import type { ClientRow } from "../../../host/api";
import { Avatar } from "../../../kit/Avatar";
import { FollowUp, QualityMark, StageChip, TagChip } from "../../../kit/marks";
import { phone } from "../../../words/phone";
import { sourceName } from "../../../words/source";
import { ago, followUp, fullDate } from "../../../words/when";
import styles from "./Grid.module.css";
import { useSurroundings, type Surroundings } from "./surroundings";

type Props = { row: ClientRow; field: string };

/** What one field of a client looks like in a list. */
export function Cell({ row, field }: Props) {
  const { speech, now, profiles, tags } = useSurroundings();
  switch (field) {
    case "company_name":
      return row.company_name;
    case "email":
      return row.email;
    case "source":
      return row.source && sourceName(speech.text, row.source);
    case "lead_quality":
      return row.lead_quality && <QualityMark quality={row.lead_quality} />;
    case "lifecycle_stage":
      return <StageChip stage={row.lifecycle_stage} />;
    case "client_type":
      return speech.text(`client_type-${row.client_type}`);
    case "score":
      return row.score ?? "–";
    case "next_follow_up_at":
      return nextFollowUp(row, speech, now);
    case "last_contact_at":
      return row.last_contact_at === null ? "–" : ago(speech, row.last_contact_at, now);
    case "phone":
      return row.phone && phone(row.phone, speech.country);
    case "owner_id":
      return owner(row.owner_id, profiles, speech);
    case "tags":
      return row.tags.map((id) => {
        const tag = tags.get(id);
        return tag && <TagChip key={id} tag={tag} />;
      });
    case "created_at":
      return fullDate(speech, row.created_at);
    case "updated_at":
      return fullDate(speech, row.updated_at);
    default:
      return null;
  }
}

function nextFollowUp(row: ClientRow, speech: Surroundings["speech"], now: number) {
  const { urgency, says } = followUp(speech, row.next_follow_up_at, now);
  return (
    <FollowUp when={urgency} kind={row.next_follow_up_kind}>
      {says}
    </FollowUp>
  );
}

function owner(id: string | null, profiles: Surroundings["profiles"], { text }: Surroundings["speech"]) {
  if (id === null) return <span className={styles.nobody}>{text("owner-nobody")}</span>;
  const profile = profiles.get(id);
  if (!profile) return null;
  return (
    <>
      <Avatar id={profile.id} name={profile.name} size={20} />
      <span className={styles.cut}>{profile.name}</span>
    </>
  );
}
