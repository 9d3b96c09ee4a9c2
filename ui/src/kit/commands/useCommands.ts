import type { LucideIcon } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Offered } from "../../host/together";
import { useText } from "../../i18n";
import { SHORTCUTS, type ShortcutId } from "./shortcuts";
import { usePermitted } from "./usePermitted";

/** Something the person can do from the keyboard and the palette. */
export type Command = {
  id: string;
  /** What it does, in the person's language. */
  title: string;
  keys?: string;
  icon?: LucideIcon;
  run: () => void;
};

/** A command with keys goes by its shortcut, and has a title of its own where it can say more. */
export type KeyedCommand = Omit<Command, "id" | "title" | "keys"> & { id: ShortcutId; title?: string };
type UnkeyedCommand = Offered & Omit<Command, "keys">;

type Declared = { current: Command[] };

/** Innermost last: what a dialog declares comes after its screen, and the screen after the shell. */
const declared = new Set<Declared>();

/** Declares commands while the component lives; those that the person may not give are left out. */
export function useCommands(commands: (KeyedCommand | UnkeyedCommand)[]): void {
  const t = useText();
  const permitted = usePermitted(
    commands.map((command) => {
      const shortcut = Object.hasOwn(SHORTCUTS, command.id) ? SHORTCUTS[command.id as ShortcutId] : undefined;
      return { ...shortcut, ...command, title: command.title ?? (shortcut ? t(shortcut.title) : command.id) };
    }),
  );
  const latest = useRef<Command[]>(permitted);
  useEffect(() => {
    latest.current = permitted;
  });
  useEffect(() => {
    declared.add(latest);
    return () => {
      declared.delete(latest);
    };
  }, []);
}

/** Every command that can be given now, the innermost first. For event handlers; a render must not read it. */
export function commandsNow(): Command[] {
  return [...declared].toReversed().flatMap(({ current }) => current);
}
