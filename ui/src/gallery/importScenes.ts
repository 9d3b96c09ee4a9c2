import type { Code, ImportCounts, ImportResult } from "../host/api";
import { COUNTS, GUESS } from "./imported";
import { main, type Hand, type Scene } from "./scene";
import { number } from "../words/number";

const WRITTEN = COUNTS.create + COUNTS.update;

const maps = ({ t, press }: Hand) => press(t("import-choose"));
const checks = async (hand: Hand) => {
  await maps(hand);
  await hand.press(hand.t("import-check"));
};
const runs = async (hand: Hand) => {
  await checks(hand);
  // Written alike in both languages.
  await hand.press(hand.t("import-run", { count: number("en", WRITTEN) }));
};
const refusing = (code: Code) => () => {
  throw { code };
};
const result = (counts: Partial<ImportCounts>, more: Partial<ImportResult> = {}): ImportResult => ({
  counts: { ...COUNTS, ...counts },
  problem: null,
  cancelled: false,
  undo: "back",
  ...more,
});

/** An import from the file to what came of it. */
export const IMPORT: Scene[] = [
  main("import", "/import"),
  main("import-unending-cell", "/import", {
    answers: {
      import_open: () => {
        throw { code: "unending_cell", line: 4_127 };
      },
    },
    does: maps,
  }),
  main("import-unreadable", "/import", { answers: { import_open: refusing("unreadable_file") }, does: maps }),
  main("import-map", "/import", { does: maps }),
  main("import-check", "/import", { does: checks }),
  main("import-check-errors", "/import", {
    does: async (hand) => {
      await checks(hand);
      await hand.press(hand.t("import-count_broken"));
    },
  }),
  main("import-begins", "/import", { waitsFor: "import_run", does: runs }),
  main("import-runs", "/import", {
    waitsFor: "import_run",
    does: async (hand) => {
      await runs(hand);
      await hand.tell({
        job: { id: GUESS.import, kind: "import", done: 2_140, total: WRITTEN, finished: false, problem: null },
      });
    },
  }),
  main("import-done", "/import", { answers: { import_run: () => result({}) }, does: runs }),
  main("import-left", "/import", {
    // Long enough to leave the screen meanwhile.
    answers: { import_run: () => new Promise<ImportResult>((ended) => setTimeout(() => ended(result({})), 1_000)) },
    does: async (hand) => {
      await runs(hand);
      await hand.press(hand.t("nav-leads"));
      await hand.see(hand.t("import-unread", { count: COUNTS.broken, shown: number("en", COUNTS.broken) }));
    },
  }),
  main("import-undone", "/import", {
    answers: { import_run: () => result({}) },
    does: async (hand) => {
      await runs(hand);
      await hand.press(hand.t("import-undo"));
    },
  }),
  main("import-stopped", "/import", {
    answers: { import_run: () => result({ create: 2_100, update: 40 }, { cancelled: true }) },
    does: runs,
  }),
  main("import-broke-off", "/import", {
    answers: { import_run: () => result({ create: 1_500, update: 0 }, { problem: { code: "disk_full" } }) },
    does: runs,
  }),
  main("import-not-written", "/import", { answers: { import_run: refusing("disk_full") }, does: runs }),
];
