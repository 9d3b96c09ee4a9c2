import type { FieldConflict } from "../../host/api";

export type Side = "mine" | "theirs";
export type Chosen = Record<string, Side>;

/** Every field on one side. */
export function allOn(side: Side, fields: FieldConflict[]): Chosen {
  return Object.fromEntries(fields.map(({ field }) => [field, side]));
}

/** Whether every field has a side. */
export function isDecided(chosen: Chosen, fields: FieldConflict[]): boolean {
  return fields.every(({ field }) => chosen[field] !== undefined);
}

/** The fields where mine is kept. */
export function keptMine(chosen: Chosen, fields: FieldConflict[]): string[] {
  return fields.map(({ field }) => field).filter((field) => chosen[field] === "mine");
}
