import { Clock } from "lucide-react";
import { useRef } from "react";
import type { CallView } from "../../host/api";
import { useDraft } from "../../host/useDraft";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { useSecond } from "../../words/useSecond";
import styles from "./CallNotes.module.css";
import { clockOf } from "./callState";

/** What is said in a call, kept as it is typed; the wrap-up finds it again. */
export const useCallNotes = (call_id: string) => useDraft<string>(`call:${call_id}`, "");

export function CallNotes({ call }: { call: CallView }) {
  const t = useText();
  const now = useSecond();
  const notes = useCallNotes(call.id);
  const area = useRef<HTMLTextAreaElement>(null);
  const time = clockOf(call, now);
  const stamp = () => {
    const node = area.current;
    if (!node) return;
    const { selectionStart: at, value } = node;
    const before = value.slice(0, at);
    const line = before === "" || before.endsWith("\n") ? `${time} ` : `\n${time} `;
    notes.change(before + line + value.slice(node.selectionEnd));
    node.focus();
    // The cursor goes behind the time once React has put it there.
    requestAnimationFrame(() => node.setSelectionRange(at + line.length, at + line.length));
  };
  return (
    <div className={styles.notes}>
      <textarea
        ref={area}
        className={styles.text}
        aria-label={t("call-notes")}
        placeholder={t("call-notes_hint")}
        value={notes.content}
        onChange={(event) => notes.change(event.currentTarget.value)}
        onBlur={() => void notes.flush()}
      />
      <footer className={styles.foot}>
        <Button size="small" icon={<Clock />} aria-label={t("call-stamp", { time })} onClick={stamp}>
          {time}
        </Button>
        <span className={styles.kept}>{notes.kept && notes.content !== "" && t("call-notes_kept")}</span>
      </footer>
    </div>
  );
}
