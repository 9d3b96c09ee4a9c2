import { Flame, Snowflake, Sun, type LucideIcon } from "lucide-react";
import type { LeadQuality, LifecycleStage } from "../host/api";
import { useText } from "../i18n";
import { Chip, type Hue } from "./Chip";
import styles from "./marks.module.css";

const STAGE_HUE: Record<LifecycleStage, Hue> = {
  lead: "slate",
  mql: "sky",
  sql: "violet",
  opportunity: "blue",
  customer: "green",
  evangelist: "teal",
};

export function StageChip({ stage }: { stage: LifecycleStage }) {
  const t = useText();
  return <Chip hue={STAGE_HUE[stage]}>{t(`stage-${stage}`)}</Chip>;
}

const QUALITY_ICON: Record<LeadQuality, LucideIcon> = { hot: Flame, warm: Sun, cold: Snowflake };

export function QualityMark({ quality }: { quality: LeadQuality }) {
  const t = useText();
  const Icon = QUALITY_ICON[quality];
  return (
    <span className={styles.quality} data-quality={quality}>
      <Icon />
      {t(`quality-${quality}`)}
    </span>
  );
}
