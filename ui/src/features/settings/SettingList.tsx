import { PencilLine, Plus, Trash2 } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { Button, IconButton } from "../../kit/Button";
import { EmptyState } from "../../kit/EmptyState";
import styles from "./SettingList.module.css";
import { SettingSection } from "./SettingSection";

type Line = { id: string; name: string };

type Props<Of extends Line> = {
  title?: string;
  why: string;
  lines: readonly Of[];
  words: { add: string; change: (name: string) => string; remove: (name: string) => string };
  /** Absent when there are as many as there may be. */
  onAdd?: (() => void) | undefined;
  onChange: (line: Of) => void;
  onRemove: (line: Of) => void;
  /** Stands for all of it while there are no lines. */
  none?: { icon: ReactNode; title: string; text: string };
  /** How a line shows what it is. */
  children: (line: Of) => ReactNode;
};

/** What an organisation has several of: each can be changed and removed, and one more made. */
export function SettingList<Of extends Line>({
  title,
  why,
  lines,
  words,
  onAdd,
  onChange,
  onRemove,
  none,
  children,
}: Props<Of>) {
  const { list, add, leaving } = useFocusAfterRemoval(lines);
  const button = onAdd && (
    <Button ref={add} icon={<Plus />} onClick={onAdd}>
      {words.add}
    </Button>
  );
  if (none && lines.length === 0) {
    return (
      <EmptyState icon={none.icon} title={none.title} actions={button}>
        {none.text}
      </EmptyState>
    );
  }
  return (
    <SettingSection {...(title ? { title } : {})} why={why} action={button}>
      {lines.length > 0 && (
        <ul ref={list} className={styles.list}>
          {lines.map((line, at) => (
            <li key={line.id} className={styles.line}>
              <div className={styles.what}>{children(line)}</div>
              <IconButton label={words.change(line.name)} onClick={() => onChange(line)}>
                <PencilLine />
              </IconButton>
              {/* Not disabled while it is being removed, for that would lose the focus. */}
              <IconButton
                label={words.remove(line.name)}
                data-remove
                onClick={() => (leaving({ id: line.id, at }), onRemove(line))}
              >
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </SettingSection>
  );
}

/** When the line with the focus is gone, the one in its place takes it, or what adds one. */
function useFocusAfterRemoval(lines: readonly Line[]) {
  const list = useRef<HTMLUListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const left = useRef<{ id: string; at: number } | null>(null);
  useEffect(() => {
    const gone = left.current;
    if (gone === null || lines.some(({ id }) => id === gone.id)) return;
    left.current = null;
    // Whoever went on meanwhile is not called back.
    if (document.activeElement !== document.body) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-remove]") ?? [])];
    (rows[Math.min(gone.at, rows.length - 1)] ?? add.current)?.focus();
  });
  return { list, add, leaving: (line: { id: string; at: number }) => void (left.current = line) };
}
