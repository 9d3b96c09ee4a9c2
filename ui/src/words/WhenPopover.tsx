import { useState, type FormEvent, type ReactElement } from "react";
import { useText } from "../i18n";
import { Button } from "../kit/Button";
import { Popover } from "../kit/Popover";
import { WhenField } from "./WhenField";
import styles from "./WhenPopover.module.css";

type Props = Form & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  trigger?: ReactElement;
  /** What it stands beside when it was opened by a key. */
  anchor?: Element | null;
};

type Form = {
  label: string;
  at: number | null;
  onPick: (at: number) => void;
  /** Takes the moment away; offered when there is one. */
  onClear?: () => void;
};

/** A moment to type beside what shows it. */
export function WhenPopover({ label, at, onPick, onClear, open, onOpenChange, trigger, anchor }: Props) {
  return (
    <Popover
      {...(trigger ? { trigger } : {})}
      {...(anchor ? { anchor } : {})}
      open={open}
      onOpenChange={onOpenChange}
      label={label}
      align={anchor ? "end" : "start"}
    >
      <WhenForm
        label={label}
        at={at}
        onPick={(picked) => (onOpenChange(false), onPick(picked))}
        {...(onClear ? { onClear: () => (onOpenChange(false), onClear()) } : {})}
      />
    </Popover>
  );
}

function WhenForm({ label, at, onPick, onClear }: Form) {
  const t = useText();
  const [picked, setPicked] = useState(at);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (picked !== null) onPick(picked);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <WhenField label={label} at={at} onChange={setPicked} autoFocus />
      <div className={styles.buttons}>
        {at !== null && onClear && (
          <Button kind="ghost" onClick={onClear}>
            {t("when-take_away")}
          </Button>
        )}
        <Button kind="primary" type="submit" keys="enter" disabled={picked === null}>
          {t("kit-save")}
        </Button>
      </div>
    </form>
  );
}
