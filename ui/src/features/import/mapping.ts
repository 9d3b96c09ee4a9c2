import type { ImportColumn } from "../../host/api";

/** The client's fields a column can go to; see crates/domain/src/table/reading.rs. */
export const IMPORTABLE = [
  "name",
  "company_name",
  "phone",
  "phone2",
  "email",
  "address",
  "source",
  "kind",
  "client_type",
  "lifecycle_stage",
  "lead_quality",
  "score",
  "next_follow_up_at",
  "last_contact_at",
  "opt_out_call",
  "opt_out_email",
] as const;

export type Importable = (typeof IMPORTABLE)[number];

/** Fields that join what several columns hold, such as first and last name. */
const JOINS: Importable[] = ["name", "address"];

/** Field by column place; columns not named are left out. */
export type Mapping = Record<number, Importable>;

export function asImportable(field: string | null): Importable | undefined {
  return IMPORTABLE.find((known) => known === field);
}

/** What the core guessed. */
export function guessed(columns: ImportColumn[]): Mapping {
  const mapping: Mapping = {};
  for (const column of columns) {
    const field = asImportable(column.field);
    if (field) mapping[column.at] = field;
  }
  return mapping;
}

/** Gives a column another field; a field that cannot be joined leaves the column that had it. */
export function remapped(mapping: Mapping, at: number, field: Importable | null): Mapping {
  const taken = field !== null && !JOINS.includes(field);
  const others = Object.entries(mapping).filter(
    ([place, other]) => Number(place) !== at && !(taken && other === field),
  );
  return Object.fromEntries(field === null ? others : [...others, [at, field]]);
}

/** Whether the rows would have a name: a person's or a firm's. */
export function namesClients(mapping: Mapping): boolean {
  return Object.values(mapping).some((field) => field === "name" || field === "company_name");
}
