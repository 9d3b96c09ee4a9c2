import { BellDot } from "lucide-react";
import { useState } from "react";
import { useEdit } from "../../host/query";
import { useLateText } from "../../i18n/lateText";
import { Button } from "../../kit/Button";

/** Shows one notification of the desktop, for the person to see whether it comes; and what became of it. */
export function useTryNotice() {
  const t = useLateText();
  const show = useEdit("notice_try");
  const [by, setBy] = useState<string | null>();
  const said =
    by === null
      ? t("notices-shown_by_nobody")
      : by === undefined
        ? t("notices-try_why")
        : t("notices-shown_by", { name: by });
  const button = (
    <Button
      icon={<BellDot />}
      disabled={show.isPending}
      onClick={() => show.mutate({}, { onSuccess: ({ shown_by }) => setBy(shown_by) })}
    >
      {t("notices-try")}
    </Button>
  );
  return { said, button };
}
