import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RingGroup } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { profileOf } from "../../host/useDirectory";
import { problemSentence, useText } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Answer } from "../../kit/Answer";
import { RingGroupDialog } from "./RingGroupDialog";
import styles from "./RingGroups.module.css";
import { SettingList } from "./SettingList";
import section from "./SettingSection.module.css";

const MOST = 20;

/** Colleagues whom customers call together. */
export function RingGroupsPart() {
  const groups = useQuery({ ...ask("ring_groups", {}), staleTime: 0 });
  return (
    <Answer of={groups} skeleton={null}>
      {(decided) => <Groups groups={decided.groups} />}
    </Answer>
  );
}

function Groups({ groups }: { groups: RingGroup[] }) {
  const t = useLateText();
  const text = useText();
  const answers = useQueryClient();
  const directory = useQuery(ask("directory", {})).data;
  const decide = useEdit("ring_groups_set", { quiet: true });
  const [edited, setEdited] = useState<RingGroup | null>(null);
  const isNew = edited !== null && !groups.some(({ id }) => id === edited.id);

  const put = (wished: RingGroup[], then: () => void) => {
    if (decide.isPending) return;
    decide.mutate(
      { groups: wished },
      {
        onSuccess: (now) => {
          answers.setQueryData(ask("ring_groups", {}).queryKey, now);
          then();
        },
      },
    );
  };
  const save = (group: RingGroup) =>
    put(isNew ? [...groups, group] : groups.map((each) => (each.id === group.id ? group : each)), () =>
      setEdited(null),
    );

  return (
    <>
      <SettingList
        title={t("call_rules-groups")}
        why={t("call_rules-groups_why")}
        lines={groups}
        words={{
          add: t("call_rules-new_group"),
          change: (name) => t("call_rules-change_group", { name }),
          remove: (name) => t("call_rules-remove_group", { name }),
        }}
        onAdd={groups.length < MOST ? () => setEdited({ id: crypto.randomUUID(), name: "", members: [] }) : undefined}
        onChange={setEdited}
        onRemove={(group) =>
          put(
            groups.filter(({ id }) => id !== group.id),
            () => undefined,
          )
        }
      >
        {({ name, members }) => (
          <div className={styles.group}>
            <p className={section.title}>{name}</p>
            <p className={section.why}>
              {directory && members.map((id) => profileOf(directory, id)?.name ?? t("call_rules-gone")).join(", ")}
            </p>
          </div>
        )}
      </SettingList>
      {decide.error && edited === null && (
        <p className={styles.wrong} role="alert">
          {problemSentence(text, decide.error)}
        </p>
      )}
      {edited !== null && (
        <RingGroupDialog
          group={edited}
          taken={groups.filter(({ id }) => id !== edited.id).map(({ name }) => name)}
          busy={decide.isPending}
          problem={decide.error}
          isNew={isNew}
          onSave={save}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
