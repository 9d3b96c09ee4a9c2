import { useText } from "../../i18n";
import styles from "./Opening.module.css";

/** Shows only when opening takes long: then the system asks for the keyring's password, or the disk is slow. */
export function Opening() {
  const t = useText();
  return (
    <main className={styles.screen}>
      <p className={styles.text}>{t("session-opening")}</p>
    </main>
  );
}
