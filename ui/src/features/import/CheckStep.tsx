import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { ArrowLeft, CircleAlert, CircleCheck, Minus, Pencil, Plus, type LucideIcon } from "lucide-react";
import type { DuplicatePolicy, ImportCounts, ImportPlan } from "../../host/api";
import { useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { EmptyState } from "../../kit/EmptyState";
import { number } from "../../words/number";
import { BrokenRows } from "./BrokenRows";
import type { Choices } from "./ImportScreen";
import styles from "./ImportScreen.module.css";
import { SaveErrors } from "./SaveErrors";

const POLICIES: DuplicatePolicy[] = ["skip", "fill", "create"];

type Props = {
  plan: ImportPlan;
  counts: ImportCounts;
  choices: Choices;
  onChoose: (choices: Choices) => void;
  onChecked: (counts: ImportCounts) => void;
  onBack: () => void;
  onRun: () => void;
};

/** The four counts, before anything is written. */
export function CheckStep({ plan, counts, choices, onChoose, onChecked, onBack, onRun }: Props) {
  const { text: t, language } = useSpeech();
  const check = useEdit("import_check");
  const written = counts.create + counts.update;
  const start = () => {
    if (written > 0 && !check.isPending) onRun();
  };
  const choosePolicy = (duplicates: DuplicatePolicy) => {
    onChoose({ ...choices, duplicates });
    check.mutate({ ...plan, duplicates }, { onSuccess: onChecked });
  };
  const title = t("import-run", { count: number(language, written) });
  useCommands([{ id: "import.run", title, group: "app", keys: "mod+enter", run: start }]);

  return (
    <>
      <Counts counts={counts} />
      <div className={styles.split}>
        <div className={styles.scroll}>
          {counts.errors.length > 0 ? (
            <BrokenRows counts={counts} />
          ) : (
            <EmptyState icon={<CircleCheck />} title={t("import-no_errors")}>
              {t("import-no_errors_text")}
            </EmptyState>
          )}
        </div>
        <aside className={styles.side}>
          <section className={styles.part}>
            <h2 id="import-duplicates">{t("import-when_exists")}</h2>
            <RadioGroup
              aria-labelledby="import-duplicates"
              className={styles.policies}
              value={choices.duplicates}
              onValueChange={(value) => choosePolicy(value as DuplicatePolicy)}
            >
              {POLICIES.map((policy) => (
                <label key={policy} className={styles.policy}>
                  <Radio.Root value={policy} className={styles.radio}>
                    <Radio.Indicator className={styles.point} />
                  </Radio.Root>
                  <span>
                    {t(`import-policy_${policy}`)}
                    <small>{t(`import-policy_${policy}_why`)}</small>
                  </span>
                </label>
              ))}
            </RadioGroup>
          </section>
          <p className={styles.part}>{t("import-can_be_undone")}</p>
        </aside>
      </div>
      <footer className={styles.foot}>
        <Button kind="ghost" icon={<ArrowLeft />} onClick={onBack}>
          {t("import-back")}
        </Button>
        {counts.broken > 0 && <SaveErrors handle={plan.import} count={counts.broken} />}
        <p className={styles.sum} role="status">
          {t(check.isPending ? "import-checking" : "import-nothing_written")}
        </p>
        <Button kind="primary" keys="mod+enter" disabled={written === 0 || check.isPending} onClick={start}>
          {title}
        </Button>
      </footer>
    </>
  );
}

const COUNTS: { count: "create" | "update" | "skip" | "broken"; icon: LucideIcon }[] = [
  { count: "create", icon: Plus },
  { count: "update", icon: Pencil },
  { count: "skip", icon: Minus },
  { count: "broken", icon: CircleAlert },
];

type CountsProps = {
  counts: ImportCounts;
  /** Whether it has happened, or would. */
  done?: boolean;
};

/** What happens to the rows of the file. */
export function Counts({ counts, done = false }: CountsProps) {
  const { text: t, language } = useSpeech();
  return (
    <dl className={styles.counts}>
      {COUNTS.map(({ count, icon: Icon }) => (
        <div key={count} className={styles.count} data-count={count}>
          <dt>
            <Icon /> {t(`import-count_${count}`)}
          </dt>
          <dd className={styles.number}>{number(language, counts[count])}</dd>
          <dd className={styles.why}>{t(done ? `import-count_${count}_done` : `import-count_${count}_why`)}</dd>
        </div>
      ))}
    </dl>
  );
}
