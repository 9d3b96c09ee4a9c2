import { useRights } from "../../host/rights";
import { Together } from "../../host/together";
import { useDirectory } from "../../host/useDirectory";
import { useAccount } from "../../host/useSession";
import { useText } from "../../i18n";
import { Field } from "../../kit/Field";
import { TagChip } from "../../kit/marks";
import { Select } from "../../kit/Select";
import type { Choices } from "./theImport";
import styles from "./ImportScreen.module.css";

const NONE = "none";

type Props = { choices: Choices; onChoose: (choices: Choices) => void };

/** The owner and the tag every imported client gets. An agent imports for themselves or the pool. */
export function ForEveryClient({ choices, onChoose }: Props) {
  const t = useText();
  const me = useAccount();
  const directory = useDirectory();
  const { assign } = useRights();
  const owners = directory.profiles.filter(({ id, active }) => active && (assign || id === me?.profile_id));
  return (
    <section className={styles.part}>
      <h2>{t("import-every_client")}</h2>
      <Together>
        <Field label={t("field-owner_id")}>
          <Select
            value={choices.owner_id ?? NONE}
            options={[
              { value: NONE, label: t("import-to_the_pool") },
              ...owners.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(value) => onChoose({ ...choices, owner_id: value === NONE ? null : value })}
          />
        </Field>
      </Together>
      <Field label={t("field-tag_id")}>
        <Select
          value={choices.tag_id ?? NONE}
          options={[
            { value: NONE, label: t("import-no_tag") },
            ...directory.tags.map((tag) => ({ value: tag.id, label: tag.name, mark: <TagChip tag={tag} /> })),
          ]}
          onChange={(value) => onChoose({ ...choices, tag_id: value === NONE ? null : value })}
        />
      </Field>
    </section>
  );
}
