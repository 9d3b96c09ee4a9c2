import { useState } from "react";
import { useSpeech } from "../i18n";
import { Field, TextField } from "../kit/Field";
import { readWhen, writeWhen } from "./readWhen";
import { useNow } from "./useNow";
import { moment } from "./when";

type Props = {
  label: string;
  at: number | null;
  /** Null for an empty field; not called for what cannot be read. */
  onChange: (at: number | null) => void;
  autoFocus?: boolean;
  error?: string | undefined;
};

/** A moment as people type it; what was understood stands under the field. */
export function WhenField({ label, at, onChange, autoFocus = false, error }: Props) {
  const speech = useSpeech();
  const now = useNow();
  const written = (when: number | null) => (when === null ? "" : writeWhen(when, speech.buddhistYears));
  const [typed, setTyped] = useState(() => written(at));
  const [told, setTold] = useState(at);
  // It came from elsewhere, as what was typed before a crash does.
  if (at !== told) {
    setTold(at);
    setTyped(written(at));
  }
  const read = typed.trim() === "" ? null : readWhen(typed, now, speech.buddhistYears);
  const unreadable = typed.trim() !== "" && read === null;

  return (
    <Field
      label={label}
      error={error ?? (unreadable ? speech.text("when-unreadable") : undefined)}
      hint={read === null ? speech.text("when-hint") : moment(speech, read, now)}
    >
      <TextField
        value={typed}
        autoFocus={autoFocus}
        autoComplete="off"
        spellCheck={false}
        // What stands there is replaced by typing, not added to.
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          const next = event.currentTarget.value;
          setTyped(next);
          const nextRead = next.trim() === "" ? null : readWhen(next, now, speech.buddhistYears);
          if (nextRead === null && next.trim() !== "") return;
          setTold(nextRead);
          onChange(nextRead);
        }}
      />
    </Field>
  );
}
