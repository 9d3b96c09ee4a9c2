import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { CallOutcome, CallRules } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Answer } from "../../kit/Answer";
import { Checkbox } from "../../kit/Checkbox";
import { Select } from "../../kit/Select";
import { Switch } from "../../kit/Switch";
import { OUTCOMES } from "../../words/field";
import styles from "./CallRulesPart.module.css";
import { RingGroupsPart } from "./RingGroupsPart";
import { SettingRow } from "./SettingRow";
import { SettingSection } from "./SettingSection";

const SECONDS = [15, 20, 30, 45, 60, 90];

/** What an administrator decides about everybody's calls. */
export function CallRulesPart() {
  const rules = useQuery({ ...ask("call_rules", {}), staleTime: 0 });
  return (
    <Answer of={rules} skeleton={null}>
      {(decided) => <Rules rules={decided} />}
    </Answer>
  );
}

function Rules({ rules }: { rules: CallRules }) {
  const t = useLateText();
  const text = useText();
  const answers = useQueryClient();
  const decide = useEdit("call_rules_set");
  const { ring_seconds, call_waiting, outcomes } = rules;
  const busy = decide.isPending;
  const put = (more: Partial<CallRules>) =>
    decide.mutate(
      { ring_seconds, call_waiting, outcomes, ...more },
      { onSuccess: (now) => answers.setQueryData(ask("call_rules", {}).queryKey, now) },
    );
  const choose = (outcome: CallOutcome, on: boolean) =>
    put({ outcomes: on ? [...outcomes, outcome] : outcomes.filter((each) => each !== outcome) });
  const seconds = SECONDS.includes(ring_seconds) ? SECONDS : [...SECONDS, ring_seconds].toSorted((a, b) => a - b);
  return (
    <>
      <SettingRow what={t("call_rules-ring")} why={t("call_rules-ring_why")}>
        <Select
          label={t("call_rules-ring")}
          value={String(ring_seconds)}
          onChange={(value) => put({ ring_seconds: Number(value) })}
          options={seconds.map((count) => ({ value: String(count), label: t("call_rules-seconds", { count }) }))}
        />
      </SettingRow>
      <SettingRow what={t("call_rules-waiting")} why={t("call_rules-waiting_why")}>
        <Switch
          label={t("call_rules-waiting")}
          checked={call_waiting}
          disabled={busy}
          onChange={(on) => put({ call_waiting: on })}
        />
      </SettingRow>
      <SettingSection title={t("call_rules-outcomes")} why={t("call_rules-outcomes_why")}>
        <ul className={styles.outcomes}>
          {[...outcomes, ...OUTCOMES.filter((each) => !outcomes.includes(each))].map((outcome) => {
            const on = outcomes.includes(outcome);
            return (
              <li key={outcome}>
                <Checkbox
                  checked={on}
                  disabled={busy || (on && outcomes.length === 1)}
                  onChange={(now) => choose(outcome, now)}
                >
                  {on && <kbd className={styles.key}>{outcomes.indexOf(outcome) + 1}</kbd>}
                  {text(`wrap_up-${outcome}`)}
                </Checkbox>
              </li>
            );
          })}
        </ul>
      </SettingSection>
      <RingGroupsPart />
    </>
  );
}
