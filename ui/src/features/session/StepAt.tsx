import { useLateText } from "../../i18n/lateText";
import styles from "./StepAt.module.css";

/** In their order. Whoever calls nobody, or has tried the devices here, goes from the first to the last. */
const STEPS = ["sign_in", "devices", "first_sync"] as const;

type Props = {
  step: (typeof STEPS)[number];
  /** Whoever merely signs in again walks through nothing. */
  firstRun: boolean | undefined;
};

/** Which step of the first run one is at. */
export function StepAt({ step, firstRun }: Props) {
  const t = useLateText();
  if (!firstRun) return null;
  const at = STEPS.indexOf(step) + 1;
  return (
    <p className={styles.at}>
      <span className={styles.lines} aria-hidden="true">
        {STEPS.map((each, before) => (
          <i key={each} data-on={before < at || undefined} />
        ))}
      </span>
      {t("first_try-step", { at, of: STEPS.length, what: t(`first_try-step_${step}`) })}
    </p>
  );
}
