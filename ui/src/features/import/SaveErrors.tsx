import { Download } from "lucide-react";
import { host } from "../../host";
import { useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
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
    if (path !== null) save.mutate({ import: handle, path }, { onSuccess: () => say(t("import-errors_saved")) });
  };
  return (
    <Button icon={<Download />} disabled={save.isPending} onClick={() => void choose()}>
      {t("import-save_errors", { count: number(language, count) })}
    </Button>
  );
}
