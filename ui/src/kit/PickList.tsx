import { Autocomplete as Base } from "@base-ui/react/autocomplete";
import { Check, Plus } from "lucide-react";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import float from "./float.module.css";
import styles from "./PickList.module.css";

export type Choice = {
  /** Null is a choice too: nobody, nothing. */
  value: string | null;
  /** What is typed to find it. */
  label: string;
  mark?: ReactNode;
  /** Ticked already. */
  chosen?: boolean;
};

type Props = {
  choices: Choice[];
  onPick: (choice: Choice) => void;
  /** Spoken name and placeholder of the line that narrows the list. */
  label: string;
  /** Said when nothing fits. */
  none: string;
  /** Makes what is not in the list from what was typed: how that is offered, and what does it. */
  make?: { offer: (name: string) => string; run: (name: string) => void };
  /** What was typed before the list opened. */
  defaultText?: string;
  onKeyDown?: (event: KeyboardEvent) => void;
};

/** A list that narrows while one types; for popovers and cells. */
export function PickList({ choices, onPick, label, none, make, defaultText = "", onKeyDown }: Props) {
  const [text, setText] = useState(defaultText);
  const name = text.trim();
  const isThere = choices.some((choice) => choice.label.toLowerCase() === name.toLowerCase());
  const made: Choice | null = make && name !== "" && !isThere ? { value: null, label: text } : null;
  return (
    <Base.Root
      inline
      open
      autoHighlight="always"
      keepHighlight
      items={made ? [...choices, made] : choices}
      itemToStringValue={(choice: Choice) => choice.label}
      value={text}
      // Picking leaves what was typed alone: several may be picked from one narrowed list.
      onValueChange={(next, { reason }) => reason !== "item-press" && setText(next)}
    >
      <Base.Input className={styles.input} placeholder={label} aria-label={label} onKeyDown={onKeyDown} autoFocus />
      <Base.Empty className={styles.none}>{none}</Base.Empty>
      <Base.List className={styles.list}>
        {(choice: Choice) =>
          choice === made ? (
            <Base.Item key="made" value={choice} className={float.item} onClick={() => make?.run(name)}>
              <Plus />
              <span className={float.text}>{make?.offer(name)}</span>
            </Base.Item>
          ) : (
            <Base.Item key={choice.value ?? ""} value={choice} className={float.item} onClick={() => onPick(choice)}>
              <span className={float.text}>{choice.mark ?? choice.label}</span>
              {choice.chosen && <Check />}
            </Base.Item>
          )
        }
      </Base.List>
    </Base.Root>
  );
}
