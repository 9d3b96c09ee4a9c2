import { useContext } from "react";
import type { useDraft } from "../host/useDraft";
import { useText } from "../i18n";
import { Button } from "./Button";
import { FirstFocus } from "./firstFocus";
import styles from "./KeptDraft.module.css";

type Props = { draft: Pick<ReturnType<typeof useDraft>, "begun" | "kept" | "drop"> };

/** Says in a dialog's footer that what was typed is kept, and throws it away. */
export function KeptDraft({ draft: { begun, kept, drop } }: Props) {
  const t = useText();
  const first = useContext(FirstFocus);
  if (!begun) return null;
  const discard = () => {
    drop();
    // The button goes with the draft, and the keyboard would be left nowhere.
    first?.current?.focus();
  };
  return (
    <span className={styles.kept}>
      <Button size="form" kind="ghost" onClick={discard}>
        {t("kit-draft_discard")}
      </Button>
      {kept && t("kit-draft_kept")}
    </span>
  );
}
