import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { AroundAppSet } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useAlone } from "../../host/useSession";
import { Switch } from "../../kit/Switch";
import { useLateText } from "../../i18n/lateText";
import { SettingRow } from "./SettingRow";

/** What Leadline does on this computer when nobody looks at it. */
export function ComputerPart() {
  const t = useLateText();
  const whose = useAlone() ? "_alone" : "";
  const answers = useQueryClient();
  const around = useQuery({ ...ask("computer", {}), staleTime: 0 }).data;
  const set = useEdit("computer_set");
  if (!around) return null;
  const change = (wish: Partial<AroundAppSet>) =>
    set.mutate(
      { stays_when_closed: null, starts_at_login: null, draws_carefully: null, ...wish },
      { onSuccess: (now) => answers.setQueryData(ask("computer", {}).queryKey, now) },
    );
  return (
    <>
      <SettingRow
        what={t("computer-stays")}
        why={t(around.has_tray ? `computer-stays_tray${whose}` : `computer-stays_no_tray${whose}`)}
      >
        <Switch
          label={t("computer-stays")}
          checked={around.stays_when_closed}
          onChange={(stays_when_closed) => change({ stays_when_closed })}
        />
      </SettingRow>
      <SettingRow
        what={t("computer-login")}
        why={t(around.starts_at_login === null ? "computer-login_none" : `computer-login_why${whose}`)}
      >
        <Switch
          label={t("computer-login")}
          checked={around.starts_at_login ?? false}
          disabled={around.starts_at_login === null}
          onChange={(starts_at_login) => change({ starts_at_login })}
        />
      </SettingRow>
      {around.draws_carefully !== null && (
        <SettingRow what={t("computer-drawing")} why={t("computer-drawing_why")}>
          <Switch
            label={t("computer-drawing")}
            checked={around.draws_carefully}
            onChange={(draws_carefully) => change({ draws_carefully })}
          />
        </SettingRow>
      )}
    </>
  );
}
