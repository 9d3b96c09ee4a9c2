import { expect, test } from "vitest";
import type { ImportColumn, ImportField } from "../../host/api";
import { guessed, namesClients, remapped } from "./mapping";

const column = (at: number, field: string | null): ImportColumn => ({
  at,
  header: `column ${at}`,
  sample: [],
  field,
  found_by: field === null ? null : "header",
});
const field = (name: string): ImportField => ({ field: name, joins: name === "name", choices: null });

test("columns without a guess are left out", () => {
  expect(guessed([column(0, "name"), column(1, null), column(3, "phone")])).toEqual({ 0: "name", 3: "phone" });
});

test("a field moves from the column that had it", () => {
  expect(remapped({ 0: "phone", 1: "email" }, 2, field("phone"))).toEqual({ 1: "email", 2: "phone" });
});

test("first and last name may both be the name", () => {
  expect(remapped({ 0: "name" }, 1, field("name"))).toEqual({ 0: "name", 1: "name" });
});

test("a column can be left out, and others stay as they are", () => {
  expect(remapped({ 0: "name", 1: "email" }, 1, null)).toEqual({ 0: "name" });
});

test("rows need a name or a company", () => {
  expect(namesClients({ 0: "phone" })).toBe(false);
  expect(namesClients({ 0: "phone", 1: "company_name" })).toBe(true);
});
