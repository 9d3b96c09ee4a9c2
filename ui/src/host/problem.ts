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

/** What is wrong with each field, for a form to show beside it. */
export function faultsByField(thrown: unknown): Record<string, FieldFault> {
  if (!isProblem(thrown)) return {};
  return Object.fromEntries((thrown.fields ?? []).map(({ field, fault }) => [field, fault]));
}
