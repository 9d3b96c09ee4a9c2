/** What the keyboard reported: the part of a KeyboardEvent that decides. */
export type Stroke = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** One press as it is written in a command: "mod+shift+l", "x", "?", "f6". */
type Chord = { key: string; mod: boolean; shift: boolean };

/** Where the punctuation of commands lies when the layout in use writes something else there. */
const PUNCTUATION: Record<string, [plain: string, shifted: string]> = {
  Slash: ["/", "?"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Comma: [",", "<"],
  Period: [".", ">"],
  Semicolon: [";", ":"],
  Minus: ["-", "_"],
};

/**
 * The key that was meant. On a Thai layout `event.key` is a Thai letter, so the place on the keyboard counts instead;
 * on Latin layouts the letter counts, wherever it lies.
 */
export function meantKey({ key, code, shiftKey }: Stroke): string {
  const isLetterOfAnotherScript = key.length === 1 && key.charCodeAt(0) > 127;
  if (!isLetterOfAnotherScript) return key === " " ? "space" : key.toLowerCase();
  if (code.startsWith("Key")) return code.slice(3).toLowerCase();
  if (code.startsWith("Digit")) return code.slice(5);
  return PUNCTUATION[code]?.[shiftKey ? 1 : 0] ?? key;
}

function parse(written: string): Chord {
  const parts = written.split("+");
  return { key: parts[parts.length - 1] ?? "", mod: parts.includes("mod"), shift: parts.includes("shift") };
}

/** Whether a stroke is this chord. The shift key only counts with keys that do not write another sign with it. */
export function isChord(stroke: Stroke, written: string): boolean {
  const chord = parse(written);
  const mod = stroke.ctrlKey || stroke.metaKey;
  const shiftTells = /^([a-z0-9]|[a-z]{2,}|f\d+)$/.test(chord.key);
  return (
    meantKey(stroke) === chord.key &&
    mod === chord.mod &&
    !stroke.altKey &&
    (!shiftTells || stroke.shiftKey === chord.shift)
  );
}

/** Whether the keys can be pressed while one is writing, because they write nothing. */
export function worksWhileWriting(keys: string): boolean {
  return keys.includes("mod+") || /^f\d+$/.test(keys);
}

/** The longest pause between the two keys of a sequence, in ms. */
export const SEQUENCE_PAUSE = 1_500;

/** The first key of a sequence that waits for its second. */
export type Pending = { chord: string; at: number } | null;

type Keyed = { keys?: string };

/**
 * Finds the command a stroke completes, or the sequence it begins. `at` is the time of the stroke in ms; commands that
 * stand earlier win.
 */
export function readStroke<C extends Keyed>(
  stroke: Stroke,
  at: number,
  pending: Pending,
  commands: readonly C[],
): { command: C | null; pending: Pending } {
  if (pending && at - pending.at <= SEQUENCE_PAUSE) {
    const finishes = commands.find(({ keys }) => {
      const [first, second] = keys?.split(" ") ?? [];
      return second !== undefined && first === pending.chord && isChord(stroke, second);
    });
    if (finishes) return { command: finishes, pending: null };
  }
  const single = commands.find(({ keys }) => keys !== undefined && !keys.includes(" ") && isChord(stroke, keys));
  if (single) return { command: single, pending: null };
  const begins = commands.find(({ keys }) => keys?.includes(" ") && isChord(stroke, keys.split(" ")[0] ?? ""));
  return { command: null, pending: begins ? { chord: begins.keys?.split(" ")[0] ?? "", at } : null };
}
