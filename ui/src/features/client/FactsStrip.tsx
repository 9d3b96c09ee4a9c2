import type { ReactNode } from "react";
import { useState } from "react";
import type { ClientCard } from "../../host/api";
import { useRights } from "../../host/rights";
import { Together } from "../../host/together";
import { profileOf, useDirectory } from "../../host/useDirectory";
import { useSpeech } from "../../i18n";
import { Avatar } from "../../kit/Avatar";
import { FollowUp } from "../../kit/marks";
import { PickList } from "../../kit/PickList";
import { Popover } from "../../kit/Popover";
import { ProgressLine } from "../../kit/ProgressLine";
import { sourceName } from "../../words/source";
import { useNow } from "../../words/useNow";
import { ago, followUp } from "../../words/when";
import { WhenPopover } from "../../words/WhenPopover";
import styles from "./ClientHeader.module.css";
import { useClientEdit } from "./useClientEdit";

/** The few facts that matter before one speaks; what is not known is left out. */
export function FactsStrip({ card }: { card: ClientCard }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  const { row } = card;
  return (
    <dl className={styles.strip}>
      {row.score !== null && (
        <Fact label={t("field-score")}>
          {row.score} <ProgressLine label={t("field-score")} value={row.score} max={100} />
        </Fact>
      )}
      <Fact label={t("field-next_follow_up_at")}>
        <NextFollowUp card={card} />
      </Fact>
      <Fact label={t("field-last_contact_at")}>
        {row.last_contact_at === null ? t("when-never") : ago(speech, row.last_contact_at, now)}
      </Fact>
      <Together>
        <Fact label={t("field-owner_id")}>
          <Owner card={card} />
        </Fact>
      </Together>
      {row.source && <Fact label={t("field-source")}>{sourceName(t, row.source)}</Fact>}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function NextFollowUp({ card }: { card: ClientCard }) {
  const speech = useSpeech();
  const now = useNow();
  const edit = useClientEdit(card.row.id);
  const [open, setOpen] = useState(false);
  const { next_follow_up_at: at, next_follow_up_kind: kind } = card.row;
  const { urgency, says } = followUp(speech, at, now);
  const mark = (
    <FollowUp when={urgency} kind={kind}>
      {says}
    </FollowUp>
  );
  if (!card.editable) return mark;
  return (
    <WhenPopover
      open={open}
      onOpenChange={setOpen}
      label={speech.text("field-next_follow_up_at")}
      at={at}
      onPick={(picked) => edit.set("next_follow_up_at", picked)}
      onClear={() => edit.set("next_follow_up_at", null)}
      trigger={
        <button type="button" className={styles.pick}>
          {mark}
        </button>
      }
    />
  );
}

function Owner({ card }: { card: ClientCard }) {
  const { text: t } = useSpeech();
  const directory = useDirectory();
  const { assign } = useRights();
  const edit = useClientEdit(card.row.id);
  const [open, setOpen] = useState(false);
  const owner = profileOf(directory, card.row.owner_id);
  const words = (
    <>
      {owner && <Avatar id={owner.id} name={owner.name} size={20} />} {owner?.name ?? t("owner-nobody")}
    </>
  );
  if (!assign || !card.editable) return words;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t("field-owner_id")}
      trigger={
        <button type="button" className={styles.pick}>
          {words}
        </button>
      }
    >
      <PickList
        label={t("client-find_colleague")}
        none={t("client-no_such_colleague")}
        choices={[
          { value: null, label: t("owner-nobody") },
          ...directory.profiles.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onPick={({ value }) => {
          setOpen(false);
          edit.set("owner_id", value);
        }}
      />
    </Popover>
  );
}
