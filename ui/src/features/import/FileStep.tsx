import { FileSpreadsheet, FolderOpen } from "lucide-react";
import { useEffect, useRef } from "react";
import { host } from "../../host";
import type { ImportGuess } from "../../host/api";
import { useEdit } from "../../host/query";
import { problemSentence, useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { EmptyState } from "../../kit/EmptyState";
import styles from "./ImportScreen.module.css";

type Props = { onOpened: (path: string, guess: ImportGuess) => void };

/** Choose a file, or drop it on the window. */
export function FileStep({ onOpened }: Props) {
  const t = useText();
  const open = useEdit("import_open", { quiet: true });
  const read = (path: string) => open.mutate({ path, encoding: null }, { onSuccess: (guess) => onOpened(path, guess) });
  useDroppedFile(read);

  const choose = async () => {
    const path = await host.pickFile({ name: "CSV", extensions: ["csv", "tsv", "txt"] });
    if (path !== null) read(path);
  };
  return (
    <div className={styles.choose}>
      <EmptyState
        icon={<FileSpreadsheet />}
        title={t("import-choose_title")}
        actions={
          <Button
            kind="primary"
            icon={<FolderOpen />}
            disabled={open.isPending}
            autoFocus
            onClick={() => void choose()}
          >
            {t(open.isPending ? "import-reading" : "import-choose")}
          </Button>
        }
      >
        {t("import-choose_text")}
      </EmptyState>
      {open.error && (
        <p className={styles.refused} role="alert">
          {problemSentence(t, open.error)}
        </p>
      )}
    </div>
  );
}

function useDroppedFile(read: (path: string) => void) {
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  useEffect(
    () =>
      host.onFileDrop(([path]) => {
        if (path !== undefined) latest.current(path);
      }),
    [],
  );
}
