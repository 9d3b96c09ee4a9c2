import { useState } from "react";
import type { ConflictRow, FieldConflict } from "../../host/api";
import { useEdit } from "../../host/query";
import { profileOf, useDirectory } from "../../host/useDirectory";
import { useSpeech } from "../../i18n";
import { Avatar } from "../../kit/Avatar";
import { Button } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { useSayDone } from "../../kit/useSayDone";
import { fieldName, fieldValue } from "../../words/field";
import { useNow } from "../../words/useNow";
import { moment } from "../../words/when";
import { allOn, isDecided, keptMine, type Chosen, type Side } from "./chosen";
import styles from "./Conflicts.module.css";

type Props = {
  conflict: ConflictRow;
  /** Whether the arrows and Ctrl Enter are for this one. */
  takesKeys?: boolean;
};

/** Two versions of a record side by side, decided field by field. */
export function ConflictCard({ conflict, takesKeys = false }: Props) {
  const speech = useSpeech();
  const { text: t } = speech;
  const directory = useDirectory();
  const now = useNow();
  const sayDone = useSayDone();
  const resolve = useEdit("conflict_resolve");
  const [chosen, setChosen] = useState<Chosen>({});
  const { fields } = conflict;
  const theirName = profileOf(directory, conflict.theirs_by)?.name ?? t("sync-somebody");
  const decided = isDecided(chosen, fields);

  const choose = (side: Side) => () => setChosen(allOn(side, fields));
  const keep = () => {
    if (!decided || resolve.isPending) return;
    resolve.mutate(
      { id: conflict.id, mine: keptMine(chosen, fields) },
      { onSuccess: (edited) => sayDone(({ text }) => text("sync-resolved", { title: conflict.title }), edited) },
    );
  };
  useCommands(
    takesKeys
      ? [
          { id: "conflict.mine", run: choose("mine") },
          {
            id: "conflict.theirs",
            run: choose("theirs"),
          },
          { id: "save", title: t("sync-keep_these"), run: keep },
        ]
      : [],
  );
  const keysOf = (keys: string) => (takesKeys ? { keys } : {});

  return (
    <article className={styles.card}>
      <header className={styles.head}>
        <Avatar id={conflict.record} name={conflict.title} size={40} />
        <div className={styles.who}>
          <h3 className={styles.title}>{conflict.title}</h3>
          <p>{conflict.subtitle ?? t(`sync-entity_${conflict.entity}`)}</p>
        </div>
        <p className={styles.when}>
          {t("sync-mine_at", { when: moment(speech, conflict.mine_at, now) })}
          <br />
          {t("sync-theirs_at", { name: theirName, when: moment(speech, conflict.theirs_at, now) })}
        </p>
      </header>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("sync-field")}</th>
            <th scope="col">{t("sync-before")}</th>
            <th scope="col">
              {t("sync-mine")} <span>{t("sync-this_computer")}</span>
            </th>
            <th scope="col">
              {t("sync-theirs")} <span>{theirName}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <FieldRow
              key={field.field}
              name={`${conflict.id}-${field.field}`}
              conflict={field}
              side={chosen[field.field]}
              onChoose={(side) => setChosen({ ...chosen, [field.field]: side })}
            />
          ))}
        </tbody>
      </table>
      <footer className={styles.foot}>
        <p className={styles.hint}>{t("sync-choose_hint")}</p>
        <Button {...keysOf("arrowleft")} onClick={choose("mine")}>
          {t("sync-all_mine")}
        </Button>
        <Button {...keysOf("arrowright")} onClick={choose("theirs")}>
          {t("sync-all_theirs")}
        </Button>
        <Button kind="primary" {...keysOf("mod+enter")} disabled={!decided || resolve.isPending} onClick={keep}>
          {t("sync-keep_these")}
        </Button>
      </footer>
    </article>
  );
}

type RowProps = {
  name: string;
  conflict: FieldConflict;
  side: Side | undefined;
  onChoose: (side: Side) => void;
};

function FieldRow({ name, conflict, side, onChoose }: RowProps) {
  const speech = useSpeech();
  const directory = useDirectory();
  const now = useNow();
  const read = (value: FieldConflict["base"]) => fieldValue(speech, directory, conflict.field, value, now);
  const label = fieldName(speech, conflict.field);
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className={styles.before}>{read(conflict.base)}</td>
      {(["mine", "theirs"] as const).map((choice) => (
        <td key={choice} className={styles.choice} data-chosen={side === choice || undefined}>
          <Choice
            name={name}
            spoken={`${label}, ${speech.text(`sync-${choice}`)}: `}
            value={read(conflict[choice])}
            chosen={side === choice}
            onChoose={() => onChoose(choice)}
          />
        </td>
      ))}
    </tr>
  );
}

type ChoiceProps = { name: string; spoken: string; value: string; chosen: boolean; onChoose: () => void };

function Choice({ name, spoken, value, chosen, onChoose }: ChoiceProps) {
  return (
    <label>
      <input type="radio" name={name} checked={chosen} onChange={onChoose} />
      <span>
        <span className={styles.spoken}>{spoken}</span>
        {value}
      </span>
    </label>
  );
}
