import type { ReactNode } from "react";
import type { Language, SessionState } from "../../host/api";
import { useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { Segments } from "../../kit/Segments";
import { BrandPanel } from "./BrandPanel";
import styles from "./FirstScreen.module.css";

/** Each language is written in itself, so that it is found by those who read no other. */
const LANGUAGES: { value: Language; label: string; lang: string }[] = [
  { value: "en", label: "English", lang: "en" },
  { value: "th", label: "ไทย", lang: "th" },
];

type Props = {
  session: SessionState;
  headline: string;
  motto: string;
  /** How far the line is let down, 0 to 1. */
  depth: number;
  children: ReactNode;
};

/** The frame of every screen before the app: the line, the language, the version. */
export function FirstScreen({ session, headline, motto, depth, children }: Props) {
  const t = useText();
  const setSettings = useEdit("settings_set");
  const { settings } = session;
  return (
    <div className={styles.screen}>
      <BrandPanel title={headline} text={motto} depth={depth} />
      <main className={styles.main}>
        <div className={styles.language}>
          <Segments
            label={t("session-language")}
            value={settings.language}
            options={LANGUAGES}
            onChange={(language) => setSettings.mutate({ ...settings, language, buddhist_years: language === "th" })}
          />
        </div>
        {children}
        <p className={styles.version}>Leadline {session.version}</p>
      </main>
    </div>
  );
}
