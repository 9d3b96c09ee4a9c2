import { parse, Visitor, type Message, type VariableReference } from "@fluent/syntax";
import { expect, test } from "vitest";

const catalogues = import.meta.glob<string>("./*/*.ftl", { query: "?raw", import: "default", eager: true });
const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!./messages.ts", "!../**/*.test.{ts,tsx}"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const codes = import.meta.glob<string>("../host/generated/{Code,FieldFault}.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});

class Arguments extends Visitor {
  names = new Set<string>();
  override visitVariableReference(node: VariableReference) {
    this.names.add(node.id.name);
  }
}

function argumentsOf(message: Message): string[] {
  const visitor = new Arguments();
  visitor.visit(message);
  return [...visitor.names].toSorted();
}

function catalogue(language: string): Map<string, { file: string; args: string[] }> {
  const messages = new Map<string, { file: string; args: string[] }>();
  for (const [path, source] of Object.entries(catalogues)) {
    const [, folder, file = ""] = path.split("/");
    if (folder !== language) continue;
    for (const entry of parse(source, {}).body) {
      if (entry.type === "Junk") throw new Error(`${path}: ${entry.content}`);
      if (entry.type !== "Message") continue;
      if (messages.has(entry.id.name)) throw new Error(`${path}: ${entry.id.name} stands twice`);
      messages.set(entry.id.name, { file, args: argumentsOf(entry) });
    }
  }
  return messages;
}

const english = catalogue("en");
const thai = catalogue("th");

test("both languages have the same messages in the same files with the same arguments", () => {
  expect(Object.fromEntries(thai)).toEqual(Object.fromEntries(english));
});

test("every message is used, and every id that is used exists", () => {
  const code = Object.values(sources).join("\n");
  const whole = new Set([...code.matchAll(/["'`]([a-z_]+(?:-[A-Za-z0-9_]+)+)["'`]/g)].map((found) => found[1]));
  const beginnings = [...code.matchAll(/`([a-z_]+-(?:[a-z_]+-)*[a-z_]*)\$\{/g)].map((found) => found[1] ?? "");
  const unused = [...english.keys()].filter(
    (id) => !whole.has(id) && !beginnings.some((beginning) => id.startsWith(beginning)),
  );
  expect(unused).toEqual([]);

  // The compiler checks the arguments of text(); this finds ids that a cast would have hidden from it.
  const asked = [...code.matchAll(/\b(?:t|text)\(\s*"([^"]+)"/g)].map((found) => found[1] ?? "");
  expect(asked.filter((id) => !english.has(id))).toEqual([]);
  expect(asked.length).toBeGreaterThan(20);
});

/** The words of a closed list the core generated. */
function wordsOf(file: string): (string | undefined)[] {
  const [, union = ""] = codes[`../host/generated/${file}.ts`]?.split("export type") ?? [];
  return [...union.matchAll(/"([a-z_]+)"/g)].map((found) => found[1]);
}

test("every refusal says what happened and what to do, every fault of a field both in one", () => {
  expect(wordsOf("Code")).toContain("offline");
  expect(wordsOf("FieldFault")).toContain("required");
  for (const code of wordsOf("Code")) {
    for (const messages of [english, thai]) {
      expect(messages.has(`problem-${code}`) && messages.has(`remedy-${code}`), `${code}`).toBe(true);
    }
  }
  for (const fault of wordsOf("FieldFault")) {
    expect(english.has(`fault-${fault}`) && thai.has(`fault-${fault}`), `${fault}`).toBe(true);
  }
});

test("Thai is plain: no particles of politeness, no exclamation marks", () => {
  for (const [path, source] of Object.entries(catalogues)) {
    if (!path.startsWith("./th/")) continue;
    expect(source, path).not.toMatch(/ครับ|ค่ะ|นะคะ|!/);
  }
});
