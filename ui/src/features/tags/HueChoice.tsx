import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Check } from "lucide-react";
import type { CSSProperties } from "react";
import { useLateText } from "../../i18n/lateText";
import { HUES, type Hue } from "../../kit/Chip";
import { letChordsThrough } from "../../kit/radioKeys";
import { Tooltip } from "../../kit/Tooltip";
import styles from "./TagDialog.module.css";

type Props = { label: string; value: Hue; onChange: (hue: Hue) => void };

/** One of the ten hues; the chosen one is named in words as well. */
export function HueChoice({ label, value, onChange }: Props) {
  const t = useLateText();
  return (
    <div>
      <p className={styles.what} aria-hidden="true">
        {label} <span className={styles.hue}>{t(`tag_settings-hue_${value}`)}</span>
      </p>
      <RadioGroup
        aria-label={label}
        className={styles.hues}
        value={value}
        onValueChange={(next) => onChange(next as Hue)}
      >
        {HUES.map((hue) => (
          <Tooltip key={hue} label={t(`tag_settings-hue_${hue}`)}>
            <Radio.Root
              value={hue}
              className={styles.swatch}
              aria-label={t(`tag_settings-hue_${hue}`)}
              style={looks(hue)}
              onKeyDown={letChordsThrough}
            >
              <Radio.Indicator className={styles.check}>
                <Check />
              </Radio.Indicator>
            </Radio.Root>
          </Tooltip>
        ))}
      </RadioGroup>
    </div>
  );
}

/** A chip's own colours. */
function looks(hue: Hue): CSSProperties {
  return { color: `var(--${hue}-text)`, background: `var(--${hue}-ground)` };
}
