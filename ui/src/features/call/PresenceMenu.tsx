import { ChevronDown } from "lucide-react";
import { useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { Menu, MenuChoice, MenuGroup, MenuLine } from "../../kit/Menu";
import { useNow } from "../../words/useNow";
import { clock } from "../../words/when";
import styles from "./Presence.module.css";
import { CHOICES, endOfLength, LENGTHS, type Choice, type Length } from "./presence";
import { PresenceDot } from "./PresenceDot";
import { useCalls } from "./useCalls";

/** How colleagues and customers see this person, and what it should be. Nothing until the server has said. */
export function PresenceMenu() {
  const { text: t } = useSpeech();
  const now = useNow();
  const set = useEdit("presence_set");
  const mine = useCalls()?.presence;
  if (!mine) return null;
  const { presence, until } = mine;
  const chosen = CHOICES.find((choice) => choice === presence);
  const ends = until !== null && until > now && presence !== "available" && presence !== "wrap_up";
  const word = t(`presence-${presence}`);
  const says = ends ? t("presence-until", { presence: word, when: clock(until) }) : word;
  const choose = (choice: Choice) => set.mutate({ presence: choice, until: null });
  const last = (length: Length) => chosen && set.mutate({ presence: chosen, until: endOfLength(length, Date.now()) });

  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={styles.mine} aria-label={t("presence-you_are", { presence: says })}>
          <PresenceDot presence={presence} />
          <span className={styles.word}>{says}</span>
          <ChevronDown />
        </button>
      }
    >
      <MenuGroup label={t("presence-show_as")}>
        <MenuChoice<Choice | "">
          value={chosen ?? ""}
          onChange={(choice) => choice !== "" && choose(choice)}
          options={CHOICES.map((choice) => ({ value: choice, label: t(`presence-${choice}`) }))}
        />
      </MenuGroup>
      {chosen && chosen !== "available" && (
        <>
          <MenuLine />
          <MenuGroup label={t("presence-how_long")}>
            <MenuChoice<Length | "">
              value={ends ? "" : "no_end"}
              onChange={(length) => length !== "" && last(length)}
              options={LENGTHS.map((length) => ({ value: length, label: t(`presence-${length}`) }))}
            />
          </MenuGroup>
        </>
      )}
    </Menu>
  );
}
