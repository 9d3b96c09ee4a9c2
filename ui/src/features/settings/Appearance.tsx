import type { Density, Settings, Theme } from "../../host/api";
import { useText } from "../../i18n";
import { Segments } from "../../kit/Segments";
import { Switch } from "../../kit/Switch";
import { SettingRow } from "./SettingRow";
import { useSettings } from "./useSettings";

const THEMES: Theme[] = ["system", "light", "dark"];
const DENSITIES: Density[] = ["cosy", "compact"];

export function Appearance({ settings }: { settings: Settings }) {
  const t = useText();
  const change = useSettings();
  return (
    <>
      <SettingRow what={t("settings-theme")}>
        <Segments
          label={t("settings-theme")}
          value={settings.theme}
          onChange={(theme) => change({ theme })}
          options={THEMES.map((theme) => ({ value: theme, label: t(`settings-theme_${theme}`) }))}
        />
      </SettingRow>
      <SettingRow what={t("settings-density")} why={t("settings-density_why")}>
        <Segments
          label={t("settings-density")}
          value={settings.density}
          onChange={(density) => change({ density })}
          options={DENSITIES.map((density) => ({ value: density, label: t(`settings-density_${density}`) }))}
        />
      </SettingRow>
      <SettingRow what={t("settings-single_keys")} why={t("settings-single_keys_why")}>
        <Switch
          label={t("settings-single_keys")}
          checked={settings.single_keys}
          onChange={(single_keys) => change({ single_keys })}
        />
      </SettingRow>
    </>
  );
}
