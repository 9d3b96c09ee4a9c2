import { CalendarDays } from "lucide-react";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { ActivityKind, ClientRow } from "../../../../host/api";
import { useSpeech } from "../../../../i18n";
import { Keys } from "../../../../kit/Keys";
import { KindIcon } from "../../../../kit/marks";
import { Popover } from "../../../../kit/Popover";
import float from "../../../../kit/float.module.css";
import { DayPicker } from "../../../../words/DayPicker";
import { atTime, dayStart } from "../../../../words/day";
import { FIRST_HOUR, readWhen, writeWhen } from "../../../../words/readWhen";
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
  const [picking, setPicking] = useState(false);
  const anchor = useRef<HTMLInputElement>(null);

  const at = readWhen(text, now, buddhistYears);
  // Behind the means stands the calendar. While nothing readable is typed the first place is the text itself, so that
  // Enter in an empty field takes the follow-up away.
  const pickAt = at === null ? 1 : kinds.length;
  const places = pickAt + 1;
  const pick = (day: number) => {
    const time = new Date(at ?? row.next_follow_up_at ?? atTime(now, 0, FIRST_HOUR));
    setText(writeWhen(atTime(day, 0, time.getHours(), time.getMinutes()), buddhistYears));
    setChosen(0);
    backToTyping();
  };
  const backToTyping = () => {
    setPicking(false);
    anchor.current?.focus();
  };
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
    else if (event.key === "Enter" && chosen === pickAt) setPicking(true);
    else if (event.key === "Enter") save(kinds[chosen], "down");
    else if (event.key === "Tab") save(kinds[chosen], event.shiftKey ? "left" : "right");
    else if (event.key === "ArrowDown") setChosen((chosen + 1) % places);
    else if (event.key === "ArrowUp") setChosen((chosen + places - 1) % places);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.editor}>
      <input
        ref={anchor}
        className={styles.editInput}
        value={text}
        onChange={(event) => (setText(event.target.value), setChosen(0))}
        onKeyDown={press}
        onBlur={(event) => {
          // A click on the list under the cell is no leaving.
          if (!event.relatedTarget?.closest("[data-follow-up-list]")) save(kinds[chosen], "stay");
          if (at === null && text.trim() !== "") cancel();
        }}
        role="combobox"
        aria-expanded={!picking}
        aria-controls={picking ? undefined : `follow-up-${row.id}`}
        aria-activedescendant={
          picking || (at === null && chosen !== pickAt) ? undefined : `follow-up-${row.id}-${chosen}`
        }
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
        {picking ? (
          <div data-follow-up-list>
            <DayPicker day={at === null ? null : dayStart(at)} now={now} onPick={pick} onCancel={backToTyping} />
          </div>
        ) : (
          <div
            id={`follow-up-${row.id}`}
            role="listbox"
            aria-label={t("leads-next-follow-up")}
            className={float.list}
            data-follow-up-list
            tabIndex={-1}
          >
            {at === null && (
              <p className={styles.editHint}>
                {text.trim() === "" ? t("leads-follow-up-empty") : t("when-unreadable")}
              </p>
            )}
            {at !== null &&
              kinds.map((kind, index) => (
                <Offer
                  key={kind}
                  id={`follow-up-${row.id}-${index}`}
                  icon={<KindIcon kind={kind} />}
                  chosen={index === chosen}
                  onEnter={() => setChosen(index)}
                  onTake={() => save(kind, "stay")}
                >
                  {index === 0 ? moment(speech, at, now) : t("leads-same-time", { kind: t(`activity_kind-${kind}`) })}
                </Offer>
              ))}
            <Offer
              id={`follow-up-${row.id}-${pickAt}`}
              icon={<CalendarDays />}
              chosen={chosen === pickAt}
              onEnter={() => setChosen(pickAt)}
              onTake={() => setPicking(true)}
            >
              {t("leads-pick-day")}
            </Offer>
          </div>
        )}
      </Popover>
    </div>
  );
}

type OfferProps = {
  id: string;
  icon: ReactNode;
  chosen: boolean;
  onEnter: () => void;
  onTake: () => void;
  children: ReactNode;
};

/** One line under the cell; the focus stays in the cell. */
function Offer({ id, icon, chosen, onEnter, onTake, children }: OfferProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      className={float.item}
      data-highlighted={chosen || undefined}
      onPointerEnter={onEnter}
      onPointerDown={(event) => {
        event.preventDefault();
        onTake();
      }}
    >
      {icon}
      <span className={float.text}>{children}</span>
      {chosen && <Keys keys="enter" />}
    </div>
  );
}
