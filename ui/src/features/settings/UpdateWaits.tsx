import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ask } from "../../host/query";
import { useLateText } from "../../i18n/lateText";

/** At the foot of the window while a newer version waits for its person; nothing before. */
export function UpdateWaits({ className, dot }: { className: string | undefined; dot: string | undefined }) {
  const t = useLateText();
  const stage = useQuery(ask("updates", {})).data?.stage;
  if (!stage || !("ready" in stage)) return null;
  return (
    <Link to="/settings" search={{ part: "updates" }} className={className}>
      <span className={dot} data-tone="news" />
      {t("updates-waits", { version: stage.ready.new.version })}
    </Link>
  );
}
