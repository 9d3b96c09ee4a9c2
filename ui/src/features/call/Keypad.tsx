import { useState, type KeyboardEvent } from "react";
import { useText } from "../../i18n";
import styles from "./Keypad.module.css";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

/** The keys of a telephone, by mouse or by the same keys of the keyboard. */
export function Keypad({ onPress }: { onPress: (key: string) => void }) {
  const t = useText();
  const [pressed, setPressed] = useState("");
  const press = (key: string) => {
    setPressed((before) => (before + key).slice(-16));
    onPress(key);
  };
  const type = (event: KeyboardEvent) => {
    if (!KEYS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    press(event.key);
  };
  return (
    <div className={styles.keypad} role="group" aria-label={t("call-keypad")} onKeyDown={type}>
      <output className={styles.pressed} aria-label={t("call-pressed")}>
        {pressed}
      </output>
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          className={styles.key}
          aria-label={t("call-key", { key })}
          onClick={() => press(key)}
        >
          {key}
        </button>
      ))}
    </div>
  );
}
