import type { Settings } from "../../host/api";
import { useSpeech } from "../../i18n";
import { Segments } from "../../kit/Segments";
import { Switch } from "../../kit/Switch";
import { useNow } from "../../words/useNow";
import { fullDate } from "../../words/when";
import { SettingRow } from "./SettingRow";
import { useSettings } from "./useSettings";

export function LanguageAndDates({ settings }: { settings: Settings }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  const change = useSettings();
  return (
    <>
      <SettingRow what={t("settings-language")} why={t("settings-language_why")}>
        <Segments
          label={t("settings-language")}
          value={settings.language}
          onChange={(language) => change({ language })}
          options={[
            { value: "en", label: "English", lang: "en" },
            { value: "th", label: "ไทย", lang: "th" },
          ]}
        />
      </SettingRow>
      <SettingRow what={t("settings-buddhist_years")} why={t("settings-today_is", { date: fullDate(speech, now) })}>
        <Switch
          label={t("settings-buddhist_years")}
          checked={settings.buddhist_years}
          onChange={(buddhist_years) => change({ buddhist_years })}
        />
      </SettingRow>
    </>
  );
}
