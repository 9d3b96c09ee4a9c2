import { create } from "zustand";
import { host } from "../../host";
import type { ImportCounts, ImportGuess, ImportPlan, ImportResult } from "../../host/api";
import { forgetWithThePerson } from "../../host/ofThePerson";
import { toasts } from "../../kit/toasts";
import { guessed } from "./mapping";

/** What the person decides about the file. */
export type Choices = Omit<ImportPlan, "import">;

/** The run that goes on, or what came of it. */
export type Run = "running" | ImportResult;

type TheImport = {
  guess: ImportGuess | null;
  path: string;
  choices: Choices;
  /** What was found when the rows were checked last. */
  counts: ImportCounts | null;
  run: Run | null;
  undone: boolean;
  /** Whether its screen is before the person. */
  here: boolean;
  /** The toast that told the end elsewhere. */
  told: string | null;
};

const NOTHING = { guess: null, counts: null, run: null, undone: false, told: null };
const FIRST_CHOICES: Choices = {
  mapping: {},
  meanings: {},
  duplicates: "fill",
  decided: {},
  owner_id: null,
  tag_id: null,
};
const ANEW = { ...NOTHING, path: "", choices: FIRST_CHOICES };

/**
 * The one import of the window. It outlives its screen while it runs and until what came of it was seen, and the core
 * holds the file as long, for the rows that could not be read are saved from it.
 */
export const useImport = create<TheImport>()(() => ({ ...ANEW, here: false }));
const { getState: now, setState: set } = useImport;

forgetWithThePerson(() => set(ANEW));

const close = ({ import: handle }: ImportGuess) =>
  void host.call("import_close", { import: handle }).catch(() => undefined);

/** The screen is before the person, who has now seen whatever came of it. `owner` gets the clients at first. */
export function arrive(owner: string | null): void {
  const { told, path, choices } = now();
  if (told !== null) toasts.close(told);
  set({ here: true, told: null, ...(path === "" && { choices: { ...choices, owner_id: owner } }) });
}

/** The screen is left: what does not run is forgotten. */
export function leave(): void {
  set({ here: false });
  // A screen that is only set up anew, as while one builds it, is back by then.
  queueMicrotask(() => {
    const { here, run, guess } = now();
    if (here || run === "running") return;
    if (guess) close(guess);
    set(ANEW);
  });
}

/** A file was read, the first time or in other letters; of use only to somebody who still waits for it. */
export function opened(path: string, guess: ImportGuess): void {
  const { choices, path: before, guess: last, here } = now();
  if (!here) return close(guess);
  if (last && last.import !== guess.import) close(last);
  // What was decided about words and lines holds for the same file in other letters too, as far as they are found.
  const kept = path === before ? choices : { ...choices, meanings: {}, decided: {} };
  set({ ...NOTHING, path, guess, choices: { ...kept, mapping: guessed(guess.columns) } });
}

/** Another file is to be chosen; how duplicates are dealt with and who gets the clients stays decided. */
export function otherFile(): void {
  const { guess } = now();
  if (guess) close(guess);
  set(NOTHING);
}

export const choose = (choices: Choices): void => set({ choices });
export const checked = (counts: ImportCounts | null): void => set({ counts });
export const began = (): void => set({ run: "running", undone: false });
export const undone = (): void => set({ undone: true });
export const toldBy = (told: string): void => set({ told });

/** It ended, or could write nothing and can be tried again. Nobody waits for it when the person is gone. */
export function ended(handle: string, run: ImportResult | null): "here" | "away" | "gone" {
  const { guess, here } = now();
  if (guess?.import !== handle) return "gone";
  set({ run });
  return here ? "here" : "away";
}
