import type { ReactNode } from "react";
import type { ImportRow } from "../../host/api";
import { tagsOf, useDirectory } from "../../host/useDirectory";
import { useSpeech } from "../../i18n";
import { Avatar } from "../../kit/Avatar";
import { QualityMark, StageChip, TagChip } from "../../kit/marks";
import { fieldName, fieldValue, QUALITIES, STAGES, type FieldValue } from "../../words/field";
import { useNow } from "../../words/useNow";
import styles from "./RowContent.module.css";

/** Shown above the list of fields, or said by others. */
const ELSEWHERE = ["name", "company_name", "kind"];

/** A client as a row of the file makes it. */
export function RowContent({ row, tag }: { row: ImportRow; tag: string | null }) {
  const speech = useSpeech();
  const tags = tagsOf(useDirectory(), tag === null ? [] : [tag]);
  const facts = Object.entries(row.values).filter(([field, value]) => value !== null && !ELSEWHERE.includes(field));
  return (
    <>
      <WhoseRow row={row} />
      <dl className={styles.facts}>
        {facts.map(([field, value]) => (
          <Fact key={field} label={fieldName(speech, field)}>
            <Content field={field} value={value} />
          </Fact>
        ))}
        {tags.map((each) => (
          <Fact key={each.id} label={fieldName(speech, "tag_id")}>
            <TagChip tag={each} />
          </Fact>
        ))}
      </dl>
    </>
  );
}

/** Name and company with the face that stands for them. */
export function WhoseRow({ row: { line, values } }: { row: ImportRow }) {
  const name = String(values.name ?? "");
  const company = values.company_name;
  return (
    <p className={styles.who}>
      <Avatar id={String(line)} name={name} size={40} square={values.kind === "company"} />
      <span>
        <b>{name}</b>
        {company && company !== name && <small>{String(company)}</small>}
      </span>
    </p>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** What stands in a field, with the mark lists show it by. */
export function Content({ field, value }: { field: string; value: FieldValue }) {
  const speech = useSpeech();
  const directory = useDirectory();
  const now = useNow();
  const quality = field === "lead_quality" && QUALITIES.find((word) => word === value);
  if (quality) return <QualityMark quality={quality} />;
  const stage = field === "lifecycle_stage" && STAGES.find((word) => word === value);
  if (stage) return <StageChip stage={stage} />;
  return fieldValue(speech, directory, field, value, now);
}
