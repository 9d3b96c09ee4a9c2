import fc from "fast-check";
import { expect, test } from "vitest";
import type { ClientType, Filter } from "../../../host/api";
import { isVoid, ME, toConditions, toFilter, withCondition, type Condition } from "./conditions";

const LEADS: ClientType[] = ["lead", "prospect"];

const conditions: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    on: fc.constant("owner" as const),
    owners: fc.uniqueArray(fc.constantFrom("u1", "u2", ME, null), { minLength: 1 }),
  }),
  fc.record({
    on: fc.constant("stage" as const),
    stages: fc.uniqueArray(fc.constantFrom("mql" as const, "sql" as const), { minLength: 1 }),
  }),
  fc.record({
    on: fc.constant("quality" as const),
    qualities: fc.uniqueArray(fc.constantFrom("hot" as const, "cold" as const), { minLength: 1 }),
  }),
  fc.record({ on: fc.constant("tags" as const), tags: fc.uniqueArray(fc.constantFrom("t1", "t2"), { minLength: 1 }) }),
  fc.record({
    on: fc.constant("follow_up" as const),
    due: fc.constantFrom("late" as const, "today" as const, "week" as const, "none" as const),
  }),
  fc.record({ on: fc.constant("quiet" as const), days: fc.integer({ min: 1, max: 365 }) }),
  fc.record({ on: fc.constant("score" as const), least: fc.integer({ min: 0, max: 100 }) }),
  fc.record({
    on: fc.constant("source" as const),
    sources: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }),
  }),
  fc.record({ on: fc.constant("text" as const), text: fc.string({ minLength: 1 }) }),
);

// A person's own nobody stands behind the people, as the filter bar puts it.
const nobodyLast = (condition: Condition): Condition =>
  condition.on === "owner"
    ? {
        on: "owner",
        owners: [
          ...condition.owners.filter((owner) => owner !== null),
          ...condition.owners.filter((owner) => owner === null),
        ],
      }
    : condition;

/** The same filter as the core hands it back: its keys come in another order. */
const shuffled = (filter: Filter): Filter =>
  JSON.parse(JSON.stringify(filter), (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toReversed())
      : value,
  ) as Filter;

test("conditions come back from the filter they were written to", () => {
  fc.assert(
    fc.property(fc.uniqueArray(conditions, { selector: (condition) => condition.on }), (drawn) => {
      const written = drawn.map(nobodyLast);
      expect(toConditions(LEADS, toFilter(LEADS, written))).toEqual(written);
      expect(toConditions(LEADS, shuffled(toFilter(LEADS, written)))).toEqual(written);
    }),
  );
});

test("a list of leads never shows customers unless it is asked to", () => {
  expect(toFilter(LEADS, [])).toEqual({
    op: "all",
    parts: [
      {
        op: "one_of",
        field: "client_type",
        values: [
          { is: "value", value: "lead" },
          { is: "value", value: "prospect" },
        ],
      },
    ],
  });
  const customers: Condition = { on: "type", types: ["customer"] };
  expect(toConditions(LEADS, toFilter(LEADS, [customers]))).toEqual([customers]);
});

test("a filter this version cannot read is kept word for word", () => {
  const strange: Filter = {
    op: "any",
    parts: [
      { op: "filled", field: "email" },
      { op: "tagged", tag: "t1" },
    ],
  };
  const read = toConditions(LEADS, { op: "all", parts: [strange] });
  expect(read).toEqual([{ on: "other", filter: strange }]);
  expect(toFilter(LEADS, read)).toMatchObject({ parts: [{ op: "one_of" }, strange] });
});

test("a second condition on the same thing takes the place of the first", () => {
  const first: Condition[] = [
    { on: "score", least: 40 },
    { on: "text", text: "a" },
  ];
  expect(withCondition(first, { on: "score", least: 60 })).toEqual([
    { on: "score", least: 60 },
    { on: "text", text: "a" },
  ]);
});

test("a condition without a choice says nothing", () => {
  expect(isVoid({ on: "stage", stages: [] })).toBe(true);
  expect(isVoid({ on: "text", text: "  " })).toBe(true);
  expect(isVoid({ on: "score", least: 0 })).toBe(false);
});
