import { useState, type FormEvent, type KeyboardEvent } from "react";
import type { Edited, TagRow } from "../../host/api";
import { faultsByField } from "../../host/problem";
import { useEdit } from "../../host/query";
import { problemSentence, useText } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Button } from "../../kit/Button";
import { hueNamed, type Hue } from "../../kit/Chip";
import { Dialog } from "../../kit/Dialog";
import { Field, TextField } from "../../kit/Field";
import { hueOf } from "../../kit/initials";
import { TagChip } from "../../kit/marks";
import { HueChoice } from "./HueChoice";
import styles from "./TagDialog.module.css";

/** As the core takes it, in characters. */
const LONGEST_NAME = 60;

type Props = {
  /** Null for one that is to be made. */
  tag: TagRow | null;
  others: TagRow[];
  onSaved: (tag: TagRow, edited: Edited) => void;
  onClose: () => void;
};

/** What a tag is called and how it looks. */
export function TagDialog({ tag, others, onSaved, onClose }: Props) {
  const t = useLateText();
  const text = useText();
  const create = useEdit("tag_create", { quiet: true });
  const update = useEdit("tag_update", { quiet: true });
  const [id] = useState(() => tag?.id ?? crypto.randomUUID());
  const [typed, setTyped] = useState(tag?.name ?? "");
  const [chosen, setChosen] = useState<Hue | null>(tag && hueNamed(tag.colour));
  const [tried, setTried] = useState(false);
  const name = typed.trim();
  // Until one is chosen it follows from the name, as it does where clients are tagged.
  const hue = chosen ?? hueOf(name);

  const problem = create.error ?? update.error;
  const fault = faultsByField(problem)["name"];
  const namesake = others.find((other) => other.name.toLowerCase() === name.toLowerCase());
  const wrongName = (): string | undefined => {
    if (name === "") return t("tag_settings-name_missing");
    if ([...name].length > LONGEST_NAME) return t("tag_settings-name_long", { most: LONGEST_NAME });
    return namesake && t("tag_settings-name_taken", { name: namesake.name });
  };
  const wrong = wrongName();

  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrong !== undefined || create.isPending || update.isPending) return;
    if (tag && tag.name === name && hueNamed(tag.colour) === hue) return onClose();
    const saved: TagRow = { id, name, colour: hue, category: tag?.category ?? null };
    const fields = { values: { name, colour: hue } };
    const done = { onSuccess: (edited: Edited) => (onSaved(saved, edited), onClose()) };
    if (tag) update.mutate({ id, fields }, done);
    else create.mutate({ id, fields, draft: null }, done);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={tag ? t("tag_settings-change", { name: tag.name }) : t("tag_settings-new")}
      footer={
        <>
          <Button keys="escape" onClick={onClose}>
            {text("kit-cancel")}
          </Button>
          <Button kind="primary" type="submit" form="tag" disabled={create.isPending || update.isPending}>
            {text("kit-save")}
          </Button>
        </>
      }
    >
      <form id="tag" className={styles.form} onSubmit={save} onKeyDown={saveByChord}>
        <Field
          label={text("field-name")}
          error={(tried ? wrong : undefined) ?? (fault && wrong === undefined ? text(`fault-${fault}`) : undefined)}
        >
          <TextField value={typed} onValueChange={setTyped} autoComplete="off" autoFocus />
        </Field>
        <HueChoice label={text("field-colour")} value={hue} onChange={setChosen} />
        <p className={styles.looks}>
          <span className={styles.what}>{t("tag_settings-looks")}</span>
          <TagChip tag={{ id, name: name || text("field-name"), colour: hue, category: null }} />
        </p>
        {problem && !fault && (
          <p className={styles.wrong} role="alert">
            {problemSentence(text, problem)}
          </p>
        )}
      </form>
    </Dialog>
  );
}

/** The colours are radios, which keep Enter to themselves. */
function saveByChord(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
}
