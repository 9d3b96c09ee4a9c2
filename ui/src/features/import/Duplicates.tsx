import type { DuplicatePolicy } from "../../host/api";
import { useText } from "../../i18n";
import { Radios } from "../../kit/Radios";
import styles from "./ImportScreen.module.css";

export const POLICIES: DuplicatePolicy[] = ["skip", "fill", "replace", "create"];

type Props = { policy: DuplicatePolicy; onChoose: (policy: DuplicatePolicy) => void };

/** What happens to every row whose client is here already, unless it is decided by itself. */
export function Duplicates({ policy, onChoose }: Props) {
  const t = useText();
  return (
    <section className={styles.part}>
      <h2>{t("import-when_exists")}</h2>
      <Radios
        label={t("import-when_exists")}
        value={policy}
        options={POLICIES.map((value) => ({
          value,
          label: t(`import-policy_${value}`),
          hint: t(`import-policy_${value}_why`),
        }))}
        onChange={onChoose}
      />
    </section>
  );
}
