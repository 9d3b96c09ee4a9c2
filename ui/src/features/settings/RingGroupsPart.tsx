import { useQuery, useQueryClient } from "@tanstack/react-query";
import { PencilLine, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { RingGroup } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { profileOf } from "../../host/useDirectory";
import { problemSentence, useText } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Answer } from "../../kit/Answer";
import { Button, IconButton } from "../../kit/Button";
import { RingGroupDialog } from "./RingGroupDialog";
import styles from "./CallRulesPart.module.css";

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

  const put = (wished: RingGroup[], then: () => void) =>
    decide.mutate(
      { groups: wished },
      {
        onSuccess: (now) => {
          answers.setQueryData(ask("ring_groups", {}).queryKey, now);
          then();
        },
      },
    );
  const save = (group: RingGroup) =>
    put(isNew ? [...groups, group] : groups.map((each) => (each.id === group.id ? group : each)), () =>
      setEdited(null),
    );

  return (
    <section className={styles.part} aria-labelledby="ring-groups">
      <header className={styles.head}>
        <div>
          <h3 id="ring-groups" className={styles.title}>
            {t("call_rules-groups")}
          </h3>
          <p className={styles.why}>{t("call_rules-groups_why")}</p>
        </div>
        {groups.length < MOST && (
          <Button
            icon={<Plus />}
            disabled={decide.isPending}
            onClick={() => setEdited({ id: crypto.randomUUID(), name: "", members: [] })}
          >
            {t("call_rules-new_group")}
          </Button>
        )}
      </header>
      {groups.length > 0 && (
        <ul className={styles.groups}>
          {groups.map((group) => (
            <li key={group.id} className={styles.group}>
              <div className={styles.of}>
                <p className={styles.title}>{group.name}</p>
                <p className={styles.why}>
                  {directory &&
                    group.members.map((id) => profileOf(directory, id)?.name ?? t("call_rules-gone")).join(", ")}
                </p>
              </div>
              <IconButton
                label={t("call_rules-change_group", { name: group.name })}
                disabled={decide.isPending}
                onClick={() => setEdited(group)}
              >
                <PencilLine />
              </IconButton>
              <IconButton
                label={t("call_rules-remove_group", { name: group.name })}
                disabled={decide.isPending}
                onClick={() =>
                  put(
                    groups.filter(({ id }) => id !== group.id),
                    () => undefined,
                  )
                }
              >
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
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
    </section>
  );
}
