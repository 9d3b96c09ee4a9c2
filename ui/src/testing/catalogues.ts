import { parse, Visitor, type Message, type VariableReference } from "@fluent/syntax";
import { expect, test } from "vitest";

/** Files by their path. */
type Files = Record<string, string>;
export type Catalogue = Map<string, { file: string; args: string[] }>;

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

/** The messages of one language, from files such as `./en/leads.ftl`. */
export function catalogueOf(files: Files, language: string): Catalogue {
  const messages: Catalogue = new Map();
  for (const [path, source] of Object.entries(files)) {
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

/** What holds for every catalogue and the sources that speak with it. */
export function testCatalogue(files: Files, sources: Files): void {
  const english = catalogueOf(files, "en");

  test("both languages have the same messages in the same files with the same arguments", () => {
    expect(Object.fromEntries(catalogueOf(files, "th"))).toEqual(Object.fromEntries(english));
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

  test("Thai is plain: no particles of politeness, no exclamation marks", () => {
    for (const [path, source] of Object.entries(files)) {
      if (!path.startsWith("./th/")) continue;
      expect(source, path).not.toMatch(/ครับ|ค่ะ|นะคะ|!/);
    }
  });
}
