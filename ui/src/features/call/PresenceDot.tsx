import type { Presence } from "../../host/api";
import styles from "./Presence.module.css";

/** Filled for those at work, a ring for those away; the word always stands beside it. */
export function PresenceDot({ presence }: { presence: Presence }) {
  return <i className={styles.dot} data-presence={presence} />;
}
