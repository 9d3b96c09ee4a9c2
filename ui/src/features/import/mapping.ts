import type { ImportColumn, ImportField, ImportPlan } from "../../host/api";

/** Field by column place; columns not named are left out. */
export type Mapping = ImportPlan["mapping"];

/** What the core guessed. */
export function guessed(columns: ImportColumn[]): Mapping {
  const mapping: Mapping = {};
  for (const { at, field } of columns) if (field !== null) mapping[at] = field;
  return mapping;
}

/** Gives a column another field; a field that cannot be joined leaves the column that had it. */
export function remapped(mapping: Mapping, at: number, field: ImportField | null): Mapping {
  const taken = field !== null && !field.joins;
  const others = Object.entries(mapping).filter(
    ([place, other]) => Number(place) !== at && !(taken && other === field.field),
  );
  return Object.fromEntries(field === null ? others : [...others, [at, field.field]]);
}

/** Whether the rows would have a name: a person's or a firm's. */
export function namesClients(mapping: Mapping): boolean {
  return Object.values(mapping).some((field) => field === "name" || field === "company_name");
}
