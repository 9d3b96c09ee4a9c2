import { useState, type KeyboardEvent } from "react";
import type { ClientRow } from "../../../../host/api";
import { useSpeech } from "../../../../i18n";
import { phone } from "../../../../words/phone";
import styles from "../Grid.module.css";
import { useEditing } from "./editing";

type Props = { row: ClientRow; field: string; typed: string };

/** A line of text in the place of the cell. */
export function TextEditor({ row, field, typed }: Props) {
  const { text: t, country } = useSpeech();
  const { commit, cancel, error } = useEditing();
  const stored = storedText(row, field, country);
  const [text, setText] = useState(typed || stored);

  const leave = (then: "stay" | "down" | "right" | "left") => {
    const next = text.trim();
    if (next === stored) cancel();
    else commit({ [field]: next === "" ? null : next }, then);
  };
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter") leave("down");
    else if (event.key === "Tab") leave(event.shiftKey ? "left" : "right");
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.editor} data-invalid={error !== null || undefined}>
      <input
        className={styles.editInput}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        onBlur={() => leave("stay")}
        aria-label={t("leads-edit-cell")}
        aria-invalid={error !== null}
        autoFocus
      />
      {error !== null && (
        <span className={styles.editError} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

function storedText(row: ClientRow, field: string, country: string): string {
  switch (field) {
    case "name":
      return row.name;
    case "company_name":
      return row.company_name ?? "";
    case "email":
      return row.email ?? "";
    case "source":
      return row.source ?? "";
    case "phone":
      return row.phone ? phone(row.phone, country).replaceAll("\u00a0", " ") : "";
    default:
      return "";
  }
}
