import { History, Phone } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Frame.module.css";
import icon from "./icon.svg";
import { useSpeech, useText } from "./Speech";

type Props = {
  /** The firm, once it is known. */
  firm?: string;
  /** The page among those of the navigation; without it there is none. */
  page?: "people" | "history";
  lost?: boolean;
  children: ReactNode;
};

/** What stands around every page but a running call. */
export function Frame({ firm, page, lost = false, children }: Props) {
  const t = useText();
  return (
    <>
      <header className={styles.head}>
        <img className={styles.logo} src={icon} alt="" />
        <b className={styles.firm}>{firm ?? "Leadline"}</b>
        {page && (
          <nav className={styles.nav} aria-label={t("frame-main_parts")}>
            <Links page={page} />
          </nav>
        )}
        <span className={styles.fill} />
        <Languages />
      </header>
      {lost && (
        <p className={styles.lost} role="status">
          {t("frame-lost")}
        </p>
      )}
      {children}
      {page && (
        <nav className={styles.tabs} aria-label={t("frame-main_parts")}>
          <Links page={page} />
        </nav>
      )}
    </>
  );
}

function Links({ page }: { page: "people" | "history" }) {
  const t = useText();
  return (
    <>
      <a href="#/" aria-current={page === "people" ? "page" : undefined}>
        <Phone aria-hidden="true" />
        {t("frame-talk")}
      </a>
      <a href="#/history" aria-current={page === "history" ? "page" : undefined}>
        <History aria-hidden="true" />
        {t("frame-history")}
      </a>
    </>
  );
}

const LANGUAGES = [
  { language: "en", word: "EN" },
  { language: "th", word: "ไทย" },
] as const;

function Languages() {
  const { language: current, speak, text: t } = useSpeech();
  return (
    <div className={styles.languages} role="group" aria-label={t("frame-language")}>
      {LANGUAGES.map(({ language, word }) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === current}
          onClick={() => speak(language)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
