import { ListTodo, NotebookPen, Phone, Pin, Users } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { faultsByField } from "../../host/problem";
import { useEdit } from "../../host/query";
import { useDraft } from "../../host/useDraft";
import { useAccount } from "../../host/useSession";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { Segments } from "../../kit/Segments";
import { useSayDone } from "../../kit/useSayDone";
import { WhenField } from "../../words/WhenField";
import styles from "./Composer.module.css";
import { canSave, NOTHING_COMPOSED, recordOf, type Composed, type ComposerMode } from "./composed";

const MODES: { value: ComposerMode; icon: typeof Phone }[] = [
  { value: "note", icon: NotebookPen },
  { value: "call", icon: Phone },
  { value: "task", icon: ListTodo },
  { value: "meeting", icon: Users },
];

/** Where one writes down what was said and what comes next. Nothing typed is lost. */
export function Composer({ clientId }: { clientId: string }) {
  const t = useText();
  const draft = useDraft<Composed>(`client:${clientId}`, NOTHING_COMPOSED);
  const { id, save, pending, fault } = useCompose(clientId, draft);
  const area = useRef<HTMLTextAreaElement>(null);
  const composed = draft.content;
  const planned = composed.mode === "task" || composed.mode === "meeting";
  const set = (part: Partial<Composed>) => draft.change({ ...composed, ...part });
  const begin = (mode: ComposerMode) => () => {
    set({ mode });
    area.current?.focus();
  };
  useCommands([
    {
      id: "client.note",
      icon: NotebookPen,
      run: begin("note"),
    },
    {
      id: "client.task",
      icon: ListTodo,
      run: begin("task"),
    },
  ]);
  const saveByKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
  };

  return (
    <section className={styles.composer} aria-label={t("client-composer")} onKeyDown={saveByKey}>
      <Segments
        look="plain"
        label={t("client-compose_what")}
        value={composed.mode}
        onChange={(mode) => set({ mode })}
        options={MODES.map(({ value, icon: Icon }) => ({ value, label: t(`client-compose_${value}`), icon: <Icon /> }))}
      />
      <textarea
        ref={area}
        className={styles.text}
        rows={2}
        aria-label={t(`client-compose_${composed.mode}`)}
        placeholder={t(`client-placeholder_${composed.mode}`)}
        value={composed.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
        onBlur={() => void draft.flush()}
      />
      {planned && (
        <div className={styles.when}>
          {/* A field of its own for each record: what was typed for the last one goes with it. */}
          <WhenField key={id} label={t("field-due_at")} at={composed.due_at} onChange={(due_at) => set({ due_at })} />
        </div>
      )}
      {fault && (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      )}
      <footer className={styles.foot}>
        {composed.mode === "note" && (
          <Button
            kind="ghost"
            icon={<Pin />}
            on={composed.pinned}
            aria-pressed={composed.pinned}
            onClick={() => set({ pinned: !composed.pinned })}
          >
            {t("client-pin")}
          </Button>
        )}
        <span className={styles.kept}>{draft.kept && composed.text !== "" && t("client-draft_kept")}</span>
        <Button kind="primary" keys="mod+enter" disabled={pending || !canSave(composed)} onClick={save}>
          {t(`client-save_${composed.mode}`)}
        </Button>
      </footer>
    </section>
  );
}

function useCompose(clientId: string, draft: ReturnType<typeof useDraft<Composed>>) {
  const t = useText();
  const me = useAccount()?.profile_id;
  const sayDone = useSayDone();
  const note = useEdit("note_create");
  const activity = useEdit("activity_create");
  const [id, setId] = useState(() => crypto.randomUUID());
  const composed = draft.content;

  const save = () => {
    if (me === undefined || note.isPending || activity.isPending || !canSave(composed)) return;
    const { command, values } = recordOf(composed, clientId, me, t("activity_kind-call"), Date.now());
    const create = command === "note_create" ? note : activity;
    create.mutate(
      { id, fields: { values }, draft: `client:${clientId}` },
      {
        onSuccess: (edited) => {
          sayDone(({ text }) => text(`client-saved_${composed.mode}`), edited);
          draft.clear();
          setId(crypto.randomUUID());
        },
      },
    );
  };
  const faults = { ...faultsByField(note.error), ...faultsByField(activity.error) };
  const [first] = Object.values(faults);
  return { id, save, pending: note.isPending || activity.isPending, fault: first && t(`fault-${first}`) };
}
