import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CalendarCheck, Plus } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { ActivityRow, MyDay as Day } from "../../host/api";
import { ask } from "../../host/query";
import { useRights } from "../../host/rights";
import { useText } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { Button } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { EmptyState } from "../../kit/EmptyState";
import { Page } from "../../kit/Page";
import { dayStart } from "../../words/day";
import { useNow } from "../../words/useNow";
import { ActivityDialog } from "./ActivityDialog";
import { ActivityLines } from "./ActivityLines";
import styles from "./MyDay.module.css";
import { MyDaySkeleton } from "./MyDaySkeleton";

type Part = keyof Day;
const PARTS: Part[] = ["overdue", "today", "upcoming", "someday", "done"];

/** What asks for me: late first, then today, then what comes. */
export function MyDay({ activity }: { activity?: string | undefined }) {
  const t = useText();
  const now = useNow();
  const [creating, setCreating] = useState(false);
  const day = useQuery({ ...ask("my_day", { today: dayStart(now), now }), placeholderData: keepPreviousData });
  const { edit } = useRights();
  const create = () => setCreating(true);
  useCommands([{ id: "activity.new", icon: Plus, run: create }]);
  const add = edit && (
    <Button kind="primary" icon={<Plus />} keys="n a" onClick={create}>
      {t("activities-new")}
    </Button>
  );

  return (
    <Page
      title={t("activities-title")}
      bar={
        <>
          <p className={styles.sum}>{day.data && <Sum day={day.data} />}</p>
          {add}
        </>
      }
    >
      <div className={styles.day}>
        <Answer of={day} skeleton={<MyDaySkeleton />}>
          {(answer) => <Parts day={answer} activity={activity} editable={edit} add={add} />}
        </Answer>
      </div>
      <ActivityDialog open={creating} onOpenChange={setCreating} />
    </Page>
  );
}

function Sum({ day }: { day: Day }) {
  const t = useText();
  return t("activities-sum", { late: day.overdue.length, today: day.today.length, done: day.done.length });
}

type PartsProps = { day: Day; activity: string | undefined; editable: boolean; add: ReactNode };

function Parts({ day, activity, editable, add }: PartsProps) {
  const t = useText();
  const open = [...day.overdue, ...day.today];
  const anything = PARTS.some((part) => day[part].length > 0);
  const next = day.upcoming[0];
  if (!anything) {
    return (
      <EmptyState icon={<CalendarCheck />} title={t("activities-none_title")} actions={add}>
        {t("activities-none_text")}
      </EmptyState>
    );
  }
  return (
    <>
      {open.length === 0 && <AllDone next={next} />}
      <ActivityLines
        editable={editable}
        ledTo={activity}
        groups={PARTS.filter((part) => day[part].length > 0).map((part) => ({
          id: part,
          title: t(`activities-part_${part}`),
          late: part === "overdue",
          activities: day[part],
        }))}
      />
    </>
  );
}

function AllDone({ next }: { next: ActivityRow | undefined }) {
  const t = useText();
  return (
    <EmptyState icon={<CalendarCheck />} title={t("activities-all_done")}>
      {next ? t("activities-next_is", { subject: next.subject }) : t("activities-nothing_next")}
    </EmptyState>
  );
}
