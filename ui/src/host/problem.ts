import type { Code, FieldFault, Problem } from "./api";

export function problem(code: Code): Problem {
  return { code };
}

export function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string";
}

/** Whatever was thrown, as a problem a sentence exists for. */
export function asProblem(thrown: unknown): Problem {
  return isProblem(thrown) ? thrown : problem("internal");
}

/** Whether all that is wrong is with fields among these, so that nothing is left to say elsewhere. */
export function isAtFields(thrown: unknown, fields: readonly string[]): boolean {
  const faulty = Object.keys(faultsByField(thrown));
  return faulty.length > 0 && faulty.every((field) => fields.includes(field));
}

/** What is wrong with each field, for a form to show beside it. */
export function faultsByField(thrown: unknown): Record<string, FieldFault> {
  if (!isProblem(thrown)) return {};
  return Object.fromEntries((thrown.fields ?? []).map(({ field, fault }) => [field, fault]));
}
