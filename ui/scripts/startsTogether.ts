import { resolve } from "node:path";
import type { Rolldown } from "vite";

/**
 * Puts what two pages load at their start into two files: what both need, and what only the larger one needs. The bundler
 * by itself makes a hundred, and the window asks the app for each.
 */
export function startsTogether(small: string, large: string): Rolldown.CodeSplittingNameFunction {
  const [smallEntry, largeEntry] = [resolve(small), resolve(large)];
  let found: Map<string, string> | undefined;
  return (id, graph) => {
    if (found === undefined) {
      const ofSmall = reach(smallEntry, graph);
      const ofLarge = [...reach(largeEntry, graph)].filter((each) => each !== largeEntry);
      found = new Map(ofLarge.map((each) => [each, ofSmall.has(each) ? "shared" : "start"]));
    }
    return found.get(id) ?? null;
  };
}

type Graph = Parameters<Rolldown.CodeSplittingNameFunction>[1];

/** A module and everything it imports at once. */
function reach(entry: string, graph: Graph, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const module = graph.getModuleInfo(entry);
  for (const next of module?.importedIds ?? []) {
    const needed = ICONS.test(next) ? namedIcons(module?.code ?? "", next, graph) : [next];
    for (const each of needed) reach(each, graph, seen);
  }
  return seen;
}

/** The list of all icons, of which every module needs some. */
const ICONS = /\/lucide-react\/dist\/esm\/lucide-react\.mjs$/;

/** The modules of the icons that this code imports by name. */
function namedIcons(code: string, list: string, graph: Graph): string[] {
  const imported = code.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']lucide-react["']/g);
  const names = new Set([...imported].flatMap(([, named = ""]) => named.split(",").map(nameOf)));
  const all = graph.getModuleInfo(list);
  const exported = all?.code?.matchAll(/export\s*\{([^}]*)\}\s*from\s*["']\.(\/[^"']*)["']/g) ?? [];
  const files = [...exported]
    .filter(([, named = ""]) => named.split(",").some((each) => names.has(each.replace(/^.*\bas\b/s, "").trim())))
    .map(([, , file = ""]) => file);
  return all?.importedIds.filter((id) => files.some((file) => id.endsWith(file))) ?? [];
}

/** What `Phone as Telephone` is called where it comes from. */
function nameOf(imported: string): string {
  return imported.replace(/\bas\b.*$/s, "").trim();
}
