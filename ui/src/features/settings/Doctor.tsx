import { useQuery } from "@tanstack/react-query";
import { CircleCheck, Download, Info, RefreshCw, TriangleAlert, type LucideIcon } from "lucide-react";
import { host } from "../../host";
import type { Checked, DoctorReport, Verdict } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { lateText, useLateText } from "../../i18n/lateText";
import { Answer } from "../../kit/Answer";
import { Button } from "../../kit/Button";
import { say } from "../../kit/toasts";
import { clock } from "../../words/when";
import styles from "./Doctor.module.css";
import { foundOf, helpOf, PARTS, sumOf } from "./doctorWords";

const ICON: Record<Verdict, LucideIcon> = { fine: CircleCheck, to_know: Info, to_fix: TriangleAlert };

/** What works on this computer and, where something does not, what to do. */
export function Doctor() {
  const t = useLateText();
  // Looking loads the call library and tries the keyring: only when somebody wants to know.
  const looked = useQuery({ ...ask("doctor", {}), staleTime: Infinity, gcTime: 0 });
  const save = useEdit("diagnostics_save");
  const saveTo = async () => {
    const path = await host.pickTarget("leadline-diagnostics.zip", { name: "ZIP", extensions: ["zip"] });
    if (path !== null)
      save.mutate({ path }, { onSuccess: () => say(({ language }) => lateText(language)("doctor-saved")) });
  };
  return (
    <>
      <div className={styles.head}>
        <Sum report={looked.isFetching ? undefined : looked.data} />
        <Button icon={<Download />} disabled={save.isPending} onClick={() => void saveTo()}>
          {t("doctor-save")}
        </Button>
        <Button kind="primary" icon={<RefreshCw />} disabled={looked.isFetching} onClick={() => void looked.refetch()}>
          {t("doctor-again")}
        </Button>
      </div>
      <Answer of={looked} skeleton={null}>
        {({ checks }) => (
          <>
            <Part name={t("doctor-part_calls")} checks={checks} of={PARTS.calls} />
            <Part name={t("doctor-part_server")} checks={checks} of={PARTS.server} />
            <Part name={t("doctor-part_computer")} checks={checks} of={PARTS.computer} />
          </>
        )}
      </Answer>
      <p className={styles.foot}>{t("doctor-save_why")}</p>
    </>
  );
}

function Sum({ report }: { report: DoctorReport | undefined }) {
  const t = useLateText();
  const speech = useSpeech();
  return (
    <p className={styles.sum} role="status">
      {report
        ? `${sumOf(t, speech.language, report)} ${t("doctor-at", { time: clock(report.at) })}`
        : t("doctor-looking")}
    </p>
  );
}

type PartProps = { name: string; checks: Checked[]; of: readonly Checked["check"][] };

function Part({ name, checks, of }: PartProps) {
  return (
    <section>
      <h3 className={styles.part}>{name}</h3>
      <ul>
        {checks
          .filter(({ check }) => of.includes(check))
          .map((checked) => (
            <Line key={checked.check} checked={checked} />
          ))}
      </ul>
    </section>
  );
}

function Line({ checked }: { checked: Checked }) {
  const t = useLateText();
  const { text: problems, language } = useSpeech();
  const Icon = ICON[checked.verdict];
  const help = helpOf(t, problems, checked);
  return (
    <li className={styles.line} data-verdict={checked.verdict}>
      <Icon role="img" aria-label={t(`doctor-verdict_${checked.verdict}`)} />
      <span className={styles.name}>{t(`doctor-${checked.check}`)}</span>
      <span className={styles.found}>{foundOf(t, problems, language, checked)}</span>
      {help && <p className={styles.help}>{help}</p>}
    </li>
  );
}
