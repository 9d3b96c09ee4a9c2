import type { ClientRow, LeadQuality, LifecycleStage } from "../../host/api";
import { useText } from "../../i18n";
import { Menu, MenuItem } from "../../kit/Menu";
import { QualityMark, StageChip } from "../../kit/marks";
import { QUALITIES, STAGES } from "../../words/field";
import styles from "./ClientHeader.module.css";

type StageProps = { row: ClientRow; editable: boolean; onPick: (stage: LifecycleStage) => void };

export function StagePicker({ row, editable, onPick }: StageProps) {
  const t = useText();
  const chip = <StageChip stage={row.lifecycle_stage} />;
  if (!editable) return chip;
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={styles.pick}
          aria-label={t("client-stage_is", { stage: t(`stage-${row.lifecycle_stage}`) })}
        >
          {chip}
        </button>
      }
    >
      {STAGES.map((stage) => (
        <MenuItem key={stage} onSelect={() => onPick(stage)}>
          <StageChip stage={stage} />
        </MenuItem>
      ))}
    </Menu>
  );
}

type QualityProps = { row: ClientRow; editable: boolean; onPick: (quality: LeadQuality | null) => void };

export function QualityPicker({ row, editable, onPick }: QualityProps) {
  const t = useText();
  const quality = row.lead_quality;
  if (!editable) return quality ? <QualityMark quality={quality} /> : null;
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={styles.pick}
          aria-label={t("client-quality_is", { quality: quality ? t(`quality-${quality}`) : t("client-no_quality") })}
        >
          {quality ? <QualityMark quality={quality} /> : <span className={styles.unset}>{t("client-no_quality")}</span>}
        </button>
      }
    >
      {QUALITIES.map((choice) => (
        <MenuItem key={choice} onSelect={() => onPick(choice)}>
          <QualityMark quality={choice} />
        </MenuItem>
      ))}
      <MenuItem onSelect={() => onPick(null)}>{t("client-no_quality")}</MenuItem>
    </Menu>
  );
}
