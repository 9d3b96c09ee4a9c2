import { useState, type KeyboardEvent, type ReactNode } from "react";
import type { FieldFault } from "../../host/api";
import { useText } from "../../i18n";
import styles from "./Editable.module.css";

type Props = {
  /** Spoken name of the field. */
  label: string;
  /** As it is stored. */
  value: string;
  /** As it is read; the stored value if it is read as it is. */
  shown?: ReactNode;
  editable: boolean;
  fault: FieldFault | undefined;
  onSave: (value: string | null, saved: () => void) => void;
  kind?: "text" | "email" | "tel";
  lines?: boolean;
  className?: string | undefined;
};

/** A value that becomes a field where it stands: Enter keeps, Esc leaves. */
export function Editable(props: Props) {
  const { label, value, shown = value, editable, className } = props;
  const t = useText();
  const [editing, setEditing] = useState(false);
  const words = value === "" ? <span className={styles.empty}>{t("value-empty")}</span> : shown;

  if (!editable) return <span className={className}>{words}</span>;
  if (editing) return <Input {...props} onDone={() => setEditing(false)} />;
  return (
    <button
      type="button"
      className={className ? `${styles.value} ${className}` : styles.value}
      aria-label={t("client-edit_field", { field: label, value: value || t("value-empty") })}
      onClick={() => setEditing(true)}
    >
      {words}
    </button>
  );
}

function Input({ label, value, fault, onSave, kind = "text", lines = false, onDone }: Props & { onDone: () => void }) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  const keep = (typed: string) => {
    if (typed.trim() === value) return onDone();
    setAsked(true);
    onSave(typed.trim() === "" ? null : typed, onDone);
  };
  const wrong = asked && fault;
  const common = {
    className: styles.input,
    defaultValue: value,
    "aria-label": label,
    "aria-invalid": !!wrong,
    autoFocus: true,
    autoComplete: "off",
    onBlur: (event: { currentTarget: { value: string } }) => keep(event.currentTarget.value),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.nativeEvent.isComposing) return;
      if (event.key === "Escape") {
        event.stopPropagation();
        onDone();
      }
      if (event.key === "Enter" && (!lines || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        keep(event.currentTarget.value);
      }
    },
  };
  return (
    <span className={styles.editing}>
      {lines ? <textarea rows={3} {...common} /> : <input type={kind === "email" ? "text" : kind} {...common} />}
      {wrong && (
        <span className={styles.fault} role="alert">
          {t(`fault-${wrong}`)}
        </span>
      )}
    </span>
  );
}
