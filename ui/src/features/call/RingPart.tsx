import { useQueryClient } from "@tanstack/react-query";
import { BellRing } from "lucide-react";
import { useState } from "react";
import type { QuietHours, RingSettings, RingTone, SoundDevice } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Select";
import { Switch } from "../../kit/Switch";
import { SettingRow } from "../settings/SettingRow";
import { QuietHoursFields, usualHours } from "./QuietHoursFields";
import styles from "./RingPart.module.css";

const TONES: RingTone[] = ["chimes", "bell", "marimba", "signal"];
/** In place of a device's id. */
const AS_CALLS = "";

/** How this computer rings: which sound, how loud, where, and when not at all. */
export function RingPart({ ring, outputs }: { ring: RingSettings; outputs: SoundDevice[] }) {
  const t = useText();
  const answers = useQueryClient();
  const choose = useEdit("ring_choose");
  const once = useEdit("ring_once");
  const put = (more: Partial<RingSettings>) =>
    choose.mutate(
      { ...ring, ...more },
      { onSuccess: (now) => answers.setQueryData(ask("ring_settings", {}).queryKey, now) },
    );
  return (
    <section className={styles.part} aria-labelledby="ring-settings">
      <h3 id="ring-settings" className={styles.title}>
        {t("sound-ring")}
      </h3>
      <div className={styles.device}>
        <Select
          label={t("sound-ring_on")}
          value={ring.output ?? AS_CALLS}
          onChange={(id) => put({ output: id === AS_CALLS ? null : id })}
          options={[
            { value: AS_CALLS, label: t("sound-ring_as_calls") },
            ...outputs.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Button icon={<BellRing />} onClick={() => once.mutate({})}>
          {t("sound-ring_once")}
        </Button>
      </div>
      <SettingRow what={t("sound-ring_tone")}>
        <Select
          label={t("sound-ring_tone")}
          value={ring.tone}
          onChange={(tone) => put({ tone })}
          options={TONES.map((value) => ({ value, label: t(`sound-tone_${value}`) }))}
        />
      </SettingRow>
      <SettingRow what={t("sound-ring_volume")}>
        <Volume volume={ring.volume} onChange={(volume) => put({ volume })} />
      </SettingRow>
      <SettingRow what={t("sound-quiet")} why={t("sound-quiet_why")}>
        <Switch
          label={t("sound-quiet")}
          checked={ring.quiet !== null}
          onChange={(on) => put({ quiet: on ? usualHours() : null })}
        />
      </SettingRow>
      {ring.quiet && (
        <QuietHoursFields
          hours={ring.quiet}
          never={t("sound-quiet_never")}
          onChange={(quiet: QuietHours) => put({ quiet })}
        />
      )}
    </section>
  );
}

/** Kept when it is let go, so that a pull is one choice. */
function Volume({ volume, onChange }: { volume: number; onChange: (volume: number) => void }) {
  const t = useText();
  const [pulled, setPulled] = useState<number | null>(null);
  const keep = () => {
    if (pulled !== null && pulled !== volume) onChange(pulled);
    setPulled(null);
  };
  return (
    <input
      type="range"
      className={styles.volume}
      aria-label={t("sound-ring_volume")}
      aria-valuetext={t("sound-ring_loud", { volume: pulled ?? volume })}
      min={0}
      max={100}
      step={5}
      value={pulled ?? volume}
      onChange={(event) => setPulled(event.currentTarget.valueAsNumber)}
      onPointerUp={keep}
      onKeyUp={keep}
      onBlur={keep}
    />
  );
}
