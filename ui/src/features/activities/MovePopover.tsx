import { useState, type FormEvent, type ReactElement } from "react";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Popover } from "../../kit/Popover";
import { clock, moment } from "../../words/when";
import { WhenField } from "../../words/WhenField";
import { laterChoices } from "./later";
import styles from "./MovePopover.module.css";

type Props = {
  /** "move" asks for a time, "snooze" offers the usual ones. */
  how: "move" | "snooze";
  at: number | null;
  onPick: (at: number) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  trigger?: ReactElement;
  /** What it stands beside when it was opened by a key. */
  anchor?: Element | null;
};

/** Gives an activity another time. */
export function MovePopover({ how, at, onPick, open, onOpenChange, trigger, anchor }: Props) {
  const { text: t } = useSpeech();
  const pick = (picked: number) => {
    onOpenChange(false);
    onPick(picked);
  };
  return (
    <Popover
      {...(trigger ? { trigger } : {})}
      {...(anchor ? { anchor } : {})}
      open={open}
      onOpenChange={onOpenChange}
      label={t(how === "move" ? "activities-move" : "activities-snooze")}
    >
      {how === "snooze" ? <Choices onPick={pick} /> : <Typed at={at} onPick={pick} />}
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

function Typed({ at, onPick }: { at: number | null; onPick: (at: number) => void }) {
  const { text: t } = useSpeech();
  const [picked, setPicked] = useState(at);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (picked !== null) onPick(picked);
  };
  return (
    <form className={styles.typed} onSubmit={submit}>
      <WhenField label={t("activities-move_to")} at={null} onChange={setPicked} autoFocus />
      <Button kind="primary" type="submit" keys="enter" disabled={picked === null}>
        {t("activities-move")}
      </Button>
    </form>
  );
}
