// Writes messages.ts beside each catalogue: the id of every message in English with the arguments it takes. The app and
// the portal have a catalogue each, so that neither carries the other's words.
// With --check it only says whether the files are up to date.
import { parse, Visitor } from "@fluent/syntax";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const CATALOGUES = ["src/i18n/", "src/portal/i18n/"];

class Arguments extends Visitor {
  names = new Set();
  visitVariableReference(node) {
    this.names.add(node.id.name);
  }
}

function argumentsOf(message) {
  const visitor = new Arguments();
  visitor.visit(message);
  return [...visitor.names].toSorted();
}

function typesOf(folder) {
  const lines = [];
  for (const file of readdirSync(`${folder}en`).toSorted()) {
    for (const entry of parse(readFileSync(`${folder}en/${file}`, "utf8"), {}).body) {
      if (entry.type === "Junk") throw new Error(`${file}: ${entry.annotations[0]?.message}: ${entry.content}`);
      if (entry.type !== "Message") continue;
      const names = argumentsOf(entry);
      const type = names.length === 0 ? "null" : `{ ${names.map((name) => `${name}: Argument`).join("; ")} }`;
      const key = entry.id.name.includes("-") ? `"${entry.id.name}"` : entry.id.name;
      lines.push(`  ${key}: ${type};`);
    }
  }
  return lines.join("\n");
}

for (const catalogue of CATALOGUES) {
  const folder = fileURLToPath(new URL(`../${catalogue}`, import.meta.url));
  const content = `// Written by \`npm run i18n\` from ${catalogue}en. Not edited by hand.
type Argument = string | number;

export type Messages = {
${typesOf(folder)}
};
`;
  if (!process.argv.includes("--check")) writeFileSync(`${folder}messages.ts`, content);
  else if (readFileSync(`${folder}messages.ts`, "utf8") !== content) {
    throw new Error(`${catalogue}messages.ts is out of date: npm run i18n`);
  }
}
