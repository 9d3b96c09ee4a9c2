import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Info } from "lucide-react";
import type { ReactNode } from "react";
import type { NewVersion, Updates, UpdateSettings } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Button } from "../../kit/Button";
import { ProgressLine } from "../../kit/ProgressLine";
import { Segments } from "../../kit/Segments";
import { Switch } from "../../kit/Switch";
import { bytes } from "../../words/number";
import { useNow } from "../../words/useNow";
import { ago } from "../../words/when";
import { SettingRow } from "./SettingRow";
import styles from "./UpdatesPart.module.css";
import { stageOf, viewOf, type Stage, type View } from "./updateWords";

/** How this copy is kept up to date, and what a newer version waits for. */
export function UpdatesPart() {
  const t = useLateText();
  const updates = useQuery(ask("updates", {})).data;
  if (!updates?.kept_by) return null;
  if (updates.kept_by === "system") {
    return (
      <State icon={Info} what={t("updates-by_system")} why={t("updates-by_system_why", { version: updates.version })} />
    );
  }
  return <KeptByLeadline updates={updates} />;
}

function KeptByLeadline({ updates }: { updates: Updates }) {
  const stage = stageOf(updates);
  return (
    <>
      <Standing updates={updates} stage={stage} />
      {"new" in stage && <Notes version={stage.new} />}
      <Choices settings={updates.settings} />
    </>
  );
}

function Standing({ updates, stage }: { updates: Updates; stage: Stage }) {
  const t = useLateText();
  const { language } = useSpeech();
  const looked = useLooked(updates);
  const calls = useQuery(ask("calls", {})).data;
  const onACall = Boolean(calls && (calls.ringing.length || calls.waiting.length || callGoesOn(calls.current)));
  const view = viewOf(t, stage, updates, looked);
  return (
    <State {...view} act={view.deed && <Act {...view.deed} disabled={onACall} />}>
      {stage.is === "downloading" && (
        <div className={styles.progress}>
          <ProgressLine wide label={view.what} value={stage.received} max={stage.total ?? stage.received * 2} />
          {stage.total !== null && (
            <p className={styles.why}>
              {t("updates-received", {
                received: bytes(language, stage.received),
                total: bytes(language, stage.total),
              })}
            </p>
          )}
        </div>
      )}
      {onACall && stage.is !== "installed" && <p className={styles.waits}>{t("updates-call")}</p>}
    </State>
  );
}

function callGoesOn(call: { phase: string } | null): boolean {
  return call !== null && call.phase !== "ended";
}

function useLooked({ looked_at }: Updates): string {
  const t = useLateText();
  const speech = useSpeech();
  const now = useNow();
  return looked_at === null
    ? t("updates-never_looked")
    : t("updates-looked", { ago: ago(speech, looked_at, Math.max(now, looked_at)) });
}

function State({
  icon: Icon,
  tone,
  what,
  why,
  fault,
  act,
  children,
}: Omit<View, "deed"> & {
  act?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className={styles.state} data-tone={tone}>
      <Icon />
      <p className={styles.what} role="status">
        {what}
      </p>
      {act && <div className={styles.act}>{act}</div>}
      {why && <p className={styles.why}>{why}</p>}
      {fault && <p className={styles.fault}>{fault.what}</p>}
      {fault && <p className={styles.why}>{fault.help}</p>}
      {children}
    </section>
  );
}

/** What came of it is told by the stage, so a refusal has no message of its own. */
function Act({ command, label, primary, disabled }: NonNullable<View["deed"]> & { disabled: boolean }) {
  const answers = useQueryClient();
  const deed = useEdit(command, { quiet: true });
  const act = () =>
    deed.mutate(
      {},
      {
        onSuccess: (now) => answers.setQueryData(ask("updates", {}).queryKey, now),
        onError: () => void answers.invalidateQueries({ queryKey: ask("updates", {}).queryKey }),
      },
    );
  return (
    <Button kind={primary ? "primary" : "quiet"} disabled={disabled || deed.isPending} onClick={act}>
      {label}
    </Button>
  );
}

function Notes({ version }: { version: NewVersion }) {
  const t = useLateText();
  if (version.notes === null) return null;
  return (
    <section className={styles.notes}>
      <h3>{t("updates-notes", { version: version.version })}</h3>
      <p>{version.notes}</p>
    </section>
  );
}

function Choices({ settings }: { settings: UpdateSettings }) {
  const t = useLateText();
  const answers = useQueryClient();
  const set = useEdit("updates_set");
  const choose = (more: Partial<UpdateSettings>) =>
    set.mutate(
      { ...settings, ...more },
      { onSuccess: (now) => answers.setQueryData(ask("updates", {}).queryKey, now) },
    );
  return (
    <>
      <SettingRow what={t("updates-by_itself")} why={t("updates-by_itself_why")}>
        <Switch
          label={t("updates-by_itself")}
          checked={settings.by_itself}
          onChange={(by_itself) => choose({ by_itself })}
        />
      </SettingRow>
      <SettingRow what={t("updates-channel")} why={t(`updates-channel_${settings.channel}_why`)}>
        <Segments
          label={t("updates-channel")}
          value={settings.channel}
          onChange={(channel) => choose({ channel })}
          options={(["stable", "beta"] as const).map((value) => ({ value, label: t(`updates-channel_${value}`) }))}
        />
      </SettingRow>
    </>
  );
}
