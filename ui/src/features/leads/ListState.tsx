import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleAlert, Contact, Import, ListFilter, Plus, RefreshCw, X } from "lucide-react";
import type { ReactNode } from "react";
import { ask } from "../../host/query";
import { useRights } from "../../host/rights";
import { useSpeech, useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { EmptyState } from "../../kit/EmptyState";
import { ProblemState } from "../../kit/ProblemState";
import { Strip } from "../../kit/Strip";
import { dayStart } from "../../words/day";
import { number } from "../../words/number";
import { useNow } from "../../words/useNow";
import { describe, KIND_NAME } from "./bars/describe";
import styles from "./ListScreen.module.css";
import { toFilter, type Condition } from "./view/conditions";
import { TYPES } from "./view/lists";
import type { ListOnScreen } from "./view/useListWindow";
import type { ShownView } from "./view/useShownView";

type Props = { screen: ListOnScreen; view: ShownView; onNew: () => void; children: ReactNode };

/** The list, or why there is none and the way on. */
export function ListState({ screen, view, onNew, children }: Props) {
  const t = useText();
  const { list, problem, retry } = screen;
  if (problem && !list) {
    return (
      <div className={styles.state}>
        <ProblemState problem={problem} onRetry={retry} />
      </div>
    );
  }
  if (!list || list.total > 0) {
    return (
      <>
        {problem && (
          <Strip
            tone="danger"
            icon={<CircleAlert />}
            after={
              <Button kind="ghost" size="small" icon={<RefreshCw />} onClick={retry}>
                {t("kit-retry")}
              </Button>
            }
          >
            <b>{t(`problem-${problem.code}`)}.</b> {t(`remedy-${problem.code}`)}
          </Strip>
        )}
        {children}
      </>
    );
  }
  return (
    <div className={styles.state}>
      <None view={view} onNew={onNew} />
    </div>
  );
}

function None({ view, onNew }: { view: ShownView; onNew: () => void }) {
  const { text: t, language } = useSpeech();
  const today = dayStart(useNow());
  const everybody = toFilter(TYPES[view.list], []);
  const inAll = useQuery(ask("count", { filter: everybody, today })).data?.total;
  const first = useQuery(ask("sync_status", {})).data?.first_sync;
  if (first) {
    return (
      <EmptyState icon={<RefreshCw />} title={t("leads-first-sync")}>
        {t("leads-first-sync-text", { here: number(language, first[0]), all: number(language, first[1]) })}
      </EmptyState>
    );
  }
  if (inAll === undefined) return null;
  return inAll === 0 ? <NoneYet view={view} onNew={onNew} /> : <NoneFits view={view} />;
}

function NoneYet({ view, onNew }: { view: ShownView; onNew: () => void }) {
  const t = useText();
  const go = useNavigate();
  const { edit } = useRights();
  if (!edit) return <EmptyState icon={<Contact />} title={t("leads-none")} />;
  return (
    <EmptyState
      icon={<Contact />}
      title={t("leads-none")}
      actions={
        <>
          <Button kind="primary" icon={<Plus />} keys="n l" onClick={onNew}>
            {t(view.list === "leads" ? "leads-new" : "clients-new")}
          </Button>
          <Button icon={<Import />} onClick={() => void go({ to: "/import" })}>
            {t("nav-import")}
          </Button>
        </>
      }
    >
      {view.list === "leads" ? t("leads-none-text") : t("clients-none-text")}
    </EmptyState>
  );
}

/** Says which condition to drop: the one without which most clients would be shown. */
function NoneFits({ view }: { view: ShownView }) {
  const { text: t } = useSpeech();
  return (
    <EmptyState
      icon={<ListFilter />}
      title={t("leads-none-fit", { count: view.conditions.length })}
      actions={
        <>
          {view.conditions.map((condition) => (
            <Without key={JSON.stringify(condition)} view={view} condition={condition} />
          ))}
          <Button kind="ghost" keys="shift+f" onClick={() => view.setConditions([])}>
            {t("leads-clear-all")}
          </Button>
        </>
      }
    >
      {t("leads-none-fit-text")}
    </EmptyState>
  );
}

function Without({ view, condition }: { view: ShownView; condition: Condition }) {
  const { text: t, language } = useSpeech();
  const today = dayStart(useNow());
  const directory = useQuery(ask("directory", {})).data;
  const rest = view.conditions.filter((each) => each !== condition);
  const total = useQuery(ask("count", { filter: toFilter(TYPES[view.list], rest), today })).data?.total;
  if (!total) return null;
  return (
    <Button icon={<X />} onClick={() => view.setConditions(rest)}>
      {t("leads-without", {
        condition: `${t(KIND_NAME[condition.on])} ${describe(condition, t, directory)}`,
        total: number(language, total),
      })}
    </Button>
  );
}
