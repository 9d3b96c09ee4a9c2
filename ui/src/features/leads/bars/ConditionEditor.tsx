import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import type { ClientType, Directory, LeadQuality, LifecycleStage } from "../../../host/api";
import { ask } from "../../../host/query";
import { useText, type Text } from "../../../i18n";
import { Button } from "../../../kit/Button";
import { Field, TextField } from "../../../kit/Field";
import { PickList, type Choice } from "../../../kit/PickList";
import { sourceName } from "../../../words/source";
import { choicesOf, peopleOf, tagsOf } from "../choices";
import { ME, type Condition, type FollowUpDue } from "../view/conditions";
import type { ConditionKind } from "./describe";
import styles from "./FilterBar.module.css";

type Props = {
  kind: ConditionKind;
  /** As it stands; undefined when it is new. */
  condition: Condition | undefined;
  onChange: (condition: Condition) => void;
  onDone: () => void;
};

/** Sets one condition: a list to tick, a list to pick from, or a number. */
export function ConditionEditor({ kind, condition, onChange, onDone }: Props) {
  const t = useText();
  const directory = useQuery(ask("directory", {})).data;

  if (kind === "score" || kind === "quiet") {
    return <NumberEditor kind={kind} condition={condition} onChange={onChange} onDone={onDone} />;
  }
  const chosen = valuesOf(condition);
  const choices = choicesFor(kind, t, directory).map((choice) => ({
    ...choice,
    chosen: chosen.includes(choice.value),
  }));
  const pick = ({ value }: Choice) => {
    if (kind === "follow_up") {
      onChange({ on: "follow_up", due: value as FollowUpDue });
      return onDone();
    }
    const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
    const made = conditionWith(kind, next);
    if (made) onChange(made);
  };
  return <PickList choices={choices} label={t("leads-choose")} none={t("leads-no-choice")} onPick={pick} />;
}

function NumberEditor({ kind, condition, onChange, onDone }: Omit<Props, "kind"> & { kind: "score" | "quiet" }) {
  const t = useText();
  const current = condition?.on === "score" ? condition.least : condition?.on === "quiet" ? condition.days : undefined;
  const [typed, setTyped] = useState(String(current ?? (kind === "score" ? 40 : 14)));
  const most = kind === "score" ? 100 : 3_650;
  const value = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  const fits = value >= 0 && value <= most;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!fits) return;
    onChange(kind === "score" ? { on: "score", least: value } : { on: "quiet", days: value });
    onDone();
  };
  return (
    <form className={styles.number} onSubmit={submit}>
      <Field
        label={kind === "score" ? t("leads-score-question") : t("leads-quiet-question")}
        error={fits ? undefined : t("fault-out_of_range")}
      >
        <TextField inputMode="numeric" value={typed} onValueChange={setTyped} autoFocus />
      </Field>
      <Button kind="primary" type="submit" size="form" keys="enter">
        {t("leads-filter-apply")}
      </Button>
    </form>
  );
}

const DUES: FollowUpDue[] = ["late", "today", "week", "none"];

function choicesFor(kind: ConditionKind, t: Text, directory: Directory | undefined): Choice[] {
  switch (kind) {
    case "owner":
      return [
        { value: ME, label: t("leads-owner-me") },
        { value: null, label: t("owner-nobody") },
        ...peopleOf(directory),
      ];
    case "stage":
      return choicesOf("stage", t, directory);
    case "quality":
      return choicesOf("quality", t, directory).filter(({ value }) => value !== null);
    case "type":
      return choicesOf("type", t, directory);
    case "tags":
      return tagsOf(directory);
    case "source":
      return (directory?.sources ?? []).map((source) => ({ value: source, label: sourceName(t, source) }));
    case "follow_up":
      return DUES.map((due) => ({ value: due, label: t(`leads-due-${due}`) }));
    default:
      return [];
  }
}

function valuesOf(condition: Condition | undefined): (string | null)[] {
  switch (condition?.on) {
    case "owner":
      return condition.owners;
    case "stage":
      return condition.stages;
    case "quality":
      return condition.qualities;
    case "type":
      return condition.types;
    case "tags":
      return condition.tags;
    case "source":
      return condition.sources;
    case "follow_up":
      return [condition.due];
    default:
      return [];
  }
}

function conditionWith(kind: ConditionKind, values: (string | null)[]): Condition | null {
  const words = values.filter((value) => value !== null);
  switch (kind) {
    case "owner":
      // Nobody stands behind the people, so that the same choice always makes the same filter.
      return { on: "owner", owners: values.includes(null) ? [...words, null] : words };
    case "stage":
      return { on: "stage", stages: words as LifecycleStage[] };
    case "quality":
      return { on: "quality", qualities: words as LeadQuality[] };
    case "type":
      return { on: "type", types: words as ClientType[] };
    case "tags":
      return { on: "tags", tags: words };
    case "source":
      return { on: "source", sources: words };
    default:
      return null;
  }
}
