import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { ClientRow } from "../../../../host/api";
import { ask } from "../../../../host/query";
import { useText } from "../../../../i18n";
import { PickList } from "../../../../kit/PickList";
import { Popover } from "../../../../kit/Popover";
import { choicesOf, type ChoiceKind } from "../../choices";
import styles from "../Grid.module.css";
import { useEditing } from "./editing";

type Props = { row: ClientRow; kind: ChoiceKind; field: string; typed: string };

/** A closed list under the cell; typing narrows it. */
export function ChoiceEditor({ row, kind, field, typed }: Props) {
  const t = useText();
  const { commit, cancel } = useEditing();
  const directory = useQuery(ask("directory", {})).data;
  const anchor = useRef<HTMLSpanElement>(null);
  const current = currentValue(row, kind);
  const choices = choicesOf(kind, t, directory).map((choice) => ({ ...choice, chosen: choice.value === current }));

  return (
    <>
      <span ref={anchor} className={styles.editAnchor} />
      <Popover
        open
        onOpenChange={(open) => !open && cancel()}
        label={t("leads-edit-cell")}
        anchor={anchor}
        finalFocus={() => anchor.current?.closest<HTMLElement>("[role=grid]") ?? true}
      >
        <PickList
          choices={choices}
          label={t("leads-choose")}
          none={t("leads-no-choice")}
          defaultText={typed}
          onKeyDown={(event) => event.stopPropagation()}
          onPick={({ value }) => (value === current ? cancel() : commit({ [field]: value }, "stay"))}
        />
      </Popover>
    </>
  );
}

function currentValue(row: ClientRow, kind: ChoiceKind): string | null {
  switch (kind) {
    case "stage":
      return row.lifecycle_stage;
    case "quality":
      return row.lead_quality;
    case "type":
      return row.client_type;
    case "owner":
      return row.owner_id;
  }
}
