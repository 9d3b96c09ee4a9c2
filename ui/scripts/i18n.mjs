// Writes src/i18n/messages.ts: the id of every message of the English catalogue with the arguments it takes.
// With --check it only says whether the file is up to date.
import { parse, Visitor } from "@fluent/syntax";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../src/i18n/", import.meta.url));
const target = `${folder}messages.ts`;

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

const content = `// Written by \`npm run i18n\` from src/i18n/en. Not edited by hand.
type Argument = string | number;

export type Messages = {
${lines.join("\n")}
};
`;

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== content) throw new Error("src/i18n/messages.ts is out of date: npm run i18n");
} else {
  writeFileSync(target, content);
}
