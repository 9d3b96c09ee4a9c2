import { useState } from "react";
import type { Problem, RingGroup } from "../../host/api";
import { useDirectory } from "../../host/useDirectory";
import { problemSentence, useText } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Button } from "../../kit/Button";
import { Checkbox } from "../../kit/Checkbox";
import { Dialog } from "../../kit/Dialog";
import { Field, TextField } from "../../kit/Field";
import styles from "./RingGroups.module.css";
import section from "./SettingSection.module.css";

/** As the server allows. */
const LONGEST_NAME = 100;
const MOST_MEMBERS = 50;

type Props = {
  group: RingGroup;
  isNew: boolean;
  /** Names of other groups. */
  taken: string[];
  busy: boolean;
  problem: Problem | null;
  onSave: (group: RingGroup) => void;
  onClose: () => void;
};

/** What a group is called, and who is called with it. */
export function RingGroupDialog({ group, isNew, taken, busy, problem, onSave, onClose }: Props) {
  const t = useLateText();
  const text = useText();
  const [name, setName] = useState(group.name);
  const [members, setMembers] = useState(group.members);
  const [tried, setTried] = useState(false);
  const colleagues = useDirectory().profiles.filter(
    ({ id, active, role }) => members.includes(id) || (active && role !== "viewer"),
  );
  const called = name.trim();
  const isTaken = taken.some((other) => other.toLowerCase() === called.toLowerCase());
  const wrongName = called === "" ? "call_rules-name_missing" : isTaken ? "call_rules-name_taken" : null;
  const nobody = members.length === 0;

  const choose = (id: string, on: boolean) =>
    setMembers((before) => (on ? [...before, id] : before.filter((each) => each !== id)));
  const save = () => {
    setTried(true);
    if (wrongName === null && !nobody) onSave({ id: group.id, name: called, members });
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={t(isNew ? "call_rules-new_group" : "call_rules-group")}
      footer={
        <>
          <Button keys="escape" onClick={onClose}>
            {text("kit-cancel")}
          </Button>
          <Button kind="primary" disabled={busy} onClick={save}>
            {text("kit-save")}
          </Button>
        </>
      }
    >
      <Field
        label={t("call_rules-group_name")}
        hint={t("call_rules-group_name_hint")}
        error={tried && wrongName !== null ? t(wrongName) : undefined}
      >
        <TextField value={name} maxLength={LONGEST_NAME} autoFocus onChange={(event) => setName(event.target.value)} />
      </Field>
      <fieldset className={styles.members}>
        <legend className={section.title}>{t("call_rules-members")}</legend>
        <p className={section.why}>{t("call_rules-members_why")}</p>
        <ul className={styles.people}>
          {colleagues.map(({ id, name: person }) => {
            const on = members.includes(id);
            return (
              <li key={id}>
                <Checkbox
                  checked={on}
                  disabled={!on && members.length >= MOST_MEMBERS}
                  onChange={(now) => choose(id, now)}
                >
                  {person}
                </Checkbox>
              </li>
            );
          })}
        </ul>
      </fieldset>
      {tried && nobody && (
        <p className={styles.wrong} role="alert">
          {t("call_rules-nobody")}
        </p>
      )}
      {problem && (
        <p className={styles.wrong} role="alert">
          {problemSentence(text, problem)}
        </p>
      )}
    </Dialog>
  );
}
