import { useDraft } from "../../host/useDraft";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { TextArea } from "../../kit/Field";
import styles from "./ClientTimeline.module.css";
import { useNoteEdits } from "./useNoteEdits";

type Props = { id: string; body: string; onLeave: () => void };

/** A note that is rewritten where it stands. What is typed is kept until it is saved or left. */
export function NoteForm({ id, body, onLeave }: Props) {
  const t = useText();
  const draft = useDraft<string>(`note:${id}`, body);
  const { rewrite } = useNoteEdits(id);
  const text = draft.content;
  const leave = () => {
    draft.drop();
    onLeave();
  };
  const save = () => {
    if (text.trim() !== "") rewrite(text, leave);
  };
  return (
    <form
      className={styles.edit}
      onSubmit={(event) => (event.preventDefault(), save())}
      onKeyDown={(event) => {
        if (event.key === "Escape") leave();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
      }}
    >
      <TextArea
        aria-label={t("client-note")}
        value={text}
        rows={4}
        autoFocus
        onChange={(event) => draft.change(event.currentTarget.value)}
      />
      <div className={styles.buttons}>
        <span className={styles.kept}>{draft.kept && t("client-draft_kept")}</span>
        <Button kind="ghost" keys="escape" onClick={leave}>
          {t("kit-cancel")}
        </Button>
        <Button kind="primary" keys="mod+enter" type="submit" disabled={text.trim() === ""}>
          {t("kit-save")}
        </Button>
      </div>
    </form>
  );
}
