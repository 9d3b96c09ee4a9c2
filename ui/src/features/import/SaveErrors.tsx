import { Download } from "lucide-react";
import { host } from "../../host";
import type { FieldFault } from "../../host/api";
import { useEdit } from "../../host/query";
import { useSpeech, type Text } from "../../i18n";
import { Button } from "../../kit/Button";
import { say } from "../../kit/toasts";
import { number } from "../../words/number";

type Props = { handle: string; count: number };

/** The broken rows as a file with a reason beside each, to correct and import again. */
export function SaveErrors({ handle, count }: Props) {
  const { text: t, language } = useSpeech();
  const save = useEdit("import_errors_save");
  const choose = async () => {
    const path = await host.pickTarget("leadline-errors.csv", { name: "CSV", extensions: ["csv"] });
    if (path === null) return;
    const words = { line: t("import-line"), reason: t("import-why"), faults: faultWords(t) };
    save.mutate(
      { import: handle, path, ...words },
      { onSuccess: () => say(({ text }) => text("import-errors_saved")) },
    );
  };
  return (
    <Button icon={<Download />} disabled={save.isPending} onClick={() => void choose()}>
      {t("import-save_errors", { count: number(language, count) })}
    </Button>
  );
}

/** What each fault is called, for the file as on the screen. */
function faultWords(t: Text): Record<FieldFault, string> {
  return {
    required: t("fault-required"),
    too_long: t("fault-too_long"),
    control_characters: t("fault-control_characters"),
    not_an_email: t("fault-not_an_email"),
    not_a_phone: t("fault-not_a_phone"),
    not_a_choice: t("fault-not_a_choice"),
    out_of_range: t("fault-out_of_range"),
    wrong_kind: t("fault-wrong_kind"),
    unknown_field: t("fault-unknown_field"),
    read_only: t("fault-read_only"),
  };
}
