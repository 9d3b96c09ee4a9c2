import { useState } from "react";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Popover } from "../../kit/Popover";
import { clock, moment } from "../../words/when";
import { WhenPopover } from "../../words/WhenPopover";
import { laterChoices } from "./later";
import styles from "./MovePopover.module.css";

type Props = {
  /** "move" asks for a time, "snooze" offers the usual ones. */
  how: "move" | "snooze";
  at: number | null;
  onPick: (at: number) => void;
  onClose: () => void;
  /** What it stands beside. */
  anchor: Element | null;
};

/** Gives an activity another time. */
export function MovePopover({ how, at, onPick, onClose, anchor }: Props) {
  const { text: t } = useSpeech();
  const onOpenChange = (open: boolean) => {
    if (!open) onClose();
  };
  if (how === "move") {
    return (
      <WhenPopover
        open
        onOpenChange={onOpenChange}
        anchor={anchor}
        label={t("activities-move_to")}
        at={at}
        onPick={onPick}
      />
    );
  }
  const pick = (picked: number) => {
    onClose();
    onPick(picked);
  };
  return (
    <Popover open onOpenChange={onOpenChange} anchor={anchor} align="end" label={t("activities-snooze")}>
      <Choices onPick={pick} />
    </Popover>
  );
}

function Choices({ onPick }: { onPick: (at: number) => void }) {
  const speech = useSpeech();
  const [now] = useState(() => Date.now());
  return (
    <ul className={styles.choices}>
      {laterChoices(now).map(({ later, at }) => (
        <li key={later}>
          <Button kind="ghost" className={styles.choice} onClick={() => onPick(at)}>
            {speech.text(`activities-later_${later}`)}
            <span className={styles.when}>{later === "hour" ? clock(at) : moment(speech, at, now)}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
