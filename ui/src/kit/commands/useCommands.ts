import type { LucideIcon } from "lucide-react";
import { useEffect, useRef } from "react";
import { useOffered, type Offered } from "../../host/together";

/** Where the sheet of shortcuts lists a command. */
export type CommandGroup = "go" | "list" | "record" | "call" | "app";

/** Something the person can do from the keyboard and the palette. */
export type Command = Offered & {
  id: string;
  /** What it does, in the person's language. */
  title: string;
  group: CommandGroup;
  keys?: string;
  icon?: LucideIcon;
  /** Listed with its keys, but handled where the focus is; the palette leaves it out. */
  local?: boolean;
  run: () => void;
};

type Declared = { current: Command[] };

/** Innermost last: what a dialog declares comes after its screen, and the screen after the shell. */
const declared = new Set<Declared>();

/** Declares commands while the component lives. */
export function useCommands(commands: Command[]): void {
  const offered = useOffered(commands);
  const latest = useRef(offered);
  useEffect(() => {
    latest.current = offered;
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
