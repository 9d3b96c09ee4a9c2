import { useRef, useState, type KeyboardEvent } from "react";
import type { ActivityKind, ClientRow } from "../../../../host/api";
import { useSpeech } from "../../../../i18n";
import { Keys } from "../../../../kit/Keys";
import { KindIcon } from "../../../../kit/marks";
import { Popover } from "../../../../kit/Popover";
import float from "../../../../kit/float.module.css";
import { readWhen, writeWhen } from "../../../../words/readWhen";
import { useNow } from "../../../../words/useNow";
import { moment } from "../../../../words/when";
import styles from "../Grid.module.css";
import { useEditing } from "./editing";

type Props = { row: ClientRow; typed: string };

const KINDS: ActivityKind[] = ["call", "email", "meeting", "task"];

/** The means that was chosen last stands first, so that Enter keeps it. */
const startingWith = (kind: ActivityKind) => [kind, ...KINDS.filter((each) => each !== kind)];

/** The next follow-up as people say it: "fri 10". The list under it says how it was understood and by what means. */
export function FollowUpEditor({ row, typed }: Props) {
  const speech = useSpeech();
  const { text: t, buddhistYears } = speech;
  const now = useNow();
  const { commit, cancel } = useEditing();
  const stored = row.next_follow_up_at === null ? "" : writeWhen(row.next_follow_up_at, buddhistYears);
  const [text, setText] = useState(typed || stored);
  const kinds = startingWith(row.next_follow_up_kind ?? "call");
  const [chosen, setChosen] = useState(0);
  const anchor = useRef<HTMLInputElement>(null);

  const at = readWhen(text, now, buddhistYears);
  const save = (kind: ActivityKind | undefined, then: "stay" | "down" | "right" | "left") => {
    if (text.trim() === "") {
      if (row.next_follow_up_at === null) cancel();
      else commit({ next_follow_up_at: null, next_follow_up_kind: null }, then);
    } else if (at !== null && kind) {
      if (at === row.next_follow_up_at && kind === row.next_follow_up_kind) cancel();
      else commit({ next_follow_up_at: at, next_follow_up_kind: kind }, then);
    }
  };
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter") save(kinds[chosen], "down");
    else if (event.key === "Tab") save(kinds[chosen], event.shiftKey ? "left" : "right");
    else if (event.key === "ArrowDown") setChosen((chosen + 1) % kinds.length);
    else if (event.key === "ArrowUp") setChosen((chosen + kinds.length - 1) % kinds.length);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.editor}>
      <input
        ref={anchor}
        className={styles.editInput}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        onBlur={(event) => {
          // A click on the list under the cell is no leaving.
          if (!event.relatedTarget?.closest("[data-follow-up-list]")) save(kinds[chosen], "stay");
          if (at === null && text.trim() !== "") cancel();
        }}
        role="combobox"
        aria-expanded
        aria-controls={`follow-up-${row.id}`}
        aria-activedescendant={at === null ? undefined : `follow-up-${row.id}-${chosen}`}
        aria-label={t("leads-next-follow-up")}
        autoFocus
      />
      <Popover
        open
        onOpenChange={() => undefined}
        label={t("leads-next-follow-up")}
        anchor={anchor}
        initialFocus={false}
        finalFocus={false}
      >
        <div
          id={`follow-up-${row.id}`}
          role="listbox"
          aria-label={t("leads-next-follow-up")}
          className={float.list}
          data-follow-up-list
          tabIndex={-1}
        >
          {at === null ? (
            <p className={styles.editHint}>{text.trim() === "" ? t("leads-follow-up-empty") : t("when-unreadable")}</p>
          ) : (
            kinds.map((kind, index) => (
              <div
                key={kind}
                id={`follow-up-${row.id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                className={float.item}
                data-highlighted={index === chosen || undefined}
                onPointerEnter={() => setChosen(index)}
                onPointerDown={(event) => {
                  event.preventDefault();
                  save(kind, "stay");
                }}
              >
                <KindIcon kind={kind} />
                <span className={float.text}>
                  {index === 0 ? moment(speech, at, now) : t("leads-same-time", { kind: t(`activity_kind-${kind}`) })}
                </span>
                {index === chosen && <Keys keys="enter" />}
              </div>
            ))
          )}
        </div>
      </Popover>
    </div>
  );
}
