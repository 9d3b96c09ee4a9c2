import styles from "./Keys.module.css";

type Props = {
  /** A combination as commands are declared: "mod+k", "g l", "shift+f". */
  keys: string;
};

const NAMES: Record<string, string> = {
  mod: "Ctrl",
  shift: "⇧",
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  backspace: "⌫",
  space: "Space",
  tab: "Tab",
};

/** The keys of a command, printed on what they press. */
export function Keys({ keys }: Props) {
  const caps = keys.split(" ").flatMap((chord) => chord.split("+"));
  return (
    <span className={styles.keys} aria-hidden="true" data-keys>
      {caps.map((cap, at) => (
        // A combination never changes while it is shown, so its places are its identity.
        <kbd key={`${cap}${at}`} className={styles.key}>
          {NAMES[cap] ?? cap.toUpperCase()}
        </kbd>
      ))}
    </span>
  );
}
