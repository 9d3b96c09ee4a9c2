import { useState, type FormEvent } from "react";
import type { SavedView } from "../../../host/api";
import { asProblem, faultsByField } from "../../../host/problem";
import { useEdit } from "../../../host/query";
import { useText } from "../../../i18n";
import { Button } from "../../../kit/Button";
import { Checkbox } from "../../../kit/Checkbox";
import { Dialog } from "../../../kit/Dialog";
import { Field, TextField } from "../../../kit/Field";
import styles from "./SaveView.module.css";

type Props = {
  /** What is to be saved; its name may still be empty. */
  draft: SavedView;
  title: string;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
};

/** Gives a view its name. */
export function SaveView({ draft, title, onClose, onSaved }: Props) {
  const t = useText();
  const put = useEdit("saved_view_put", { quiet: true });
  const [name, setName] = useState(draft.name);
  const [pinned, setPinned] = useState(draft.pinned);
  const fault = put.error ? Object.values(faultsByField(put.error))[0] : undefined;
  const error = fault ? t(`fault-${fault}`) : put.error ? t(`problem-${asProblem(put.error).code}`) : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (put.isPending) return;
    const view = { ...draft, name: name.trim(), pinned };
    put.mutate(view, { onSuccess: () => onSaved(view) });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={title}
      footer={
        <>
          <Button size="form" onClick={onClose}>
            {t("kit-cancel")}
          </Button>
          <Button size="form" kind="primary" type="submit" form="save-view" keys="enter">
            {t("leads-view-save")}
          </Button>
        </>
      }
    >
      <form id="save-view" className={styles.form} onSubmit={submit}>
        <Field label={t("leads-view-name")} error={error}>
          <TextField value={name} onValueChange={setName} maxLength={100} autoFocus />
        </Field>
        <Checkbox checked={pinned} onChange={setPinned}>
          {t("leads-view-pin-too")}
        </Checkbox>
      </form>
    </Dialog>
  );
}
