import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { NoticeSettings } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { Together } from "../../host/together";
import { useLateText } from "../../i18n/lateText";
import { Switch } from "../../kit/Switch";
import { useTryNotice } from "../notices/useTryNotice";
import { QuietHoursFields, usualHours } from "../call/QuietHoursFields";
import { SettingRow } from "./SettingRow";

/** What pops up on this computer, and when nothing does. */
export function NoticesPart() {
  const t = useLateText();
  const answers = useQueryClient();
  const { queryKey } = ask("notice_settings", {});
  const settings = useQuery(ask("notice_settings", {})).data;
  const choose = useEdit("notice_choose");
  const { said, button } = useTryNotice();
  if (!settings) return null;
  const put = (more: Partial<NoticeSettings>) =>
    choose.mutate({ ...settings, ...more }, { onSuccess: (now) => answers.setQueryData(queryKey, now) });
  return (
    <>
      <Together>
        <SettingRow what={t("notices-pop_calls")} why={t("notices-pop_calls_why")}>
          <Switch
            label={t("notices-pop_calls")}
            checked={settings.missed_calls}
            onChange={(missed_calls) => put({ missed_calls })}
          />
        </SettingRow>
      </Together>
      <SettingRow what={t("notices-pop_tasks")} why={t("notices-pop_tasks_why")}>
        <Switch
          label={t("notices-pop_tasks")}
          checked={settings.tasks_due}
          onChange={(tasks_due) => put({ tasks_due })}
        />
      </SettingRow>
      <SettingRow what={t("notices-pop_reminders")} why={t("notices-pop_reminders_why")}>
        <Switch
          label={t("notices-pop_reminders")}
          checked={settings.reminders}
          onChange={(reminders) => put({ reminders })}
        />
      </SettingRow>
      <SettingRow what={t("notices-quiet")} why={t("notices-quiet_why")}>
        <Switch
          label={t("notices-quiet")}
          checked={settings.quiet !== null}
          onChange={(on) => put({ quiet: on ? usualHours() : null })}
        />
      </SettingRow>
      {settings.quiet && (
        <QuietHoursFields
          hours={settings.quiet}
          never={t("notices-quiet_never")}
          onChange={(quiet) => put({ quiet })}
        />
      )}
      <SettingRow what={t("notices-try_what")} why={said}>
        {button}
      </SettingRow>
    </>
  );
}
