import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import type { ImportCounts, ImportFate, ImportPlan } from "../../host/api";
import { ask } from "../../host/query";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { number } from "../../words/number";
import { Counts } from "./Counts";
import { Duplicates } from "./Duplicates";
import type { Choices } from "./theImport";
import styles from "./ImportScreen.module.css";
import { RowList } from "./RowList";
import { RowDecision } from "./RowDecision";
import { SaveErrors } from "./SaveErrors";

type Props = {
  plan: ImportPlan;
  checked: ImportCounts;
  choices: Choices;
  onChoose: (choices: Choices) => void;
  onBack: () => void;
  onRun: () => void;
};

/** What would happen to each row, before anything is written; what happens to duplicates is decided here. */
export function CheckStep({ plan, checked, choices, onChoose, onBack, onRun }: Props) {
  const { text: t, language } = useSpeech();
  const [fate, setFate] = useState<ImportFate>(() => firstToLookAt(checked));
  const [offset, setOffset] = useState(0);
  const [line, setLine] = useState<number | null>(null);
  const asked = useQuery({ ...ask("import_rows", { plan, fate, offset }), placeholderData: keepPreviousData });
  const counts = asked.data?.counts ?? checked;
  const rows = asked.data?.rows ?? [];
  const row = rows.find((each) => each.line === line) ?? rows[0];

  const written = counts.create + counts.update;
  const ready = written > 0 && !asked.isPlaceholderData;
  const start = () => {
    if (ready) onRun();
  };
  const title = t("import-run", { count: number(language, written) });
  useCommands([{ id: "save", title, run: start }]);
  const list = (next: ImportFate, from = 0) => {
    setFate(next);
    setOffset(from);
    setLine(null);
  };

  return (
    <>
      <Counts counts={counts} listed={{ fate, onList: list }} />
      <div className={styles.split}>
        <RowList
          fate={fate}
          rows={rows}
          all={counts[fate]}
          offset={offset}
          line={row?.line ?? null}
          onLine={setLine}
          onOffset={(from) => list(fate, from)}
        />
        <aside className={styles.side}>
          {row && row.fate !== "broken" && (
            <RowDecision row={row} plan={plan} onDecide={(decided) => onChoose({ ...choices, decided })} />
          )}
          <Duplicates
            policy={choices.duplicates}
            onChoose={(duplicates) => {
              onChoose({ ...choices, duplicates });
              list(fate);
            }}
          />
          <p className={styles.part}>{t("import-can_be_undone")}</p>
        </aside>
      </div>
      <footer className={styles.foot}>
        <Button kind="ghost" icon={<ArrowLeft />} onClick={onBack}>
          {t("import-back")}
        </Button>
        {counts.broken > 0 && <SaveErrors handle={plan.import} count={counts.broken} />}
        <p className={styles.sum} role="status">
          {t("import-nothing_written")}
        </p>
        <Button kind="primary" keys="mod+enter" disabled={!ready} onClick={start}>
          {title}
        </Button>
      </footer>
    </>
  );
}

/** Duplicates want a decision and errors a look; new rows are as they should be. */
function firstToLookAt(counts: ImportCounts): ImportFate {
  const order: ImportFate[] = ["update", "broken", "skip"];
  return order.find((fate) => counts[fate] > 0) ?? "create";
}
