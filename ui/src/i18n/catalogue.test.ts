import { expect, test } from "vitest";
import { catalogueOf, testCatalogue } from "../testing/catalogues";

const catalogues = import.meta.glob<string>("./*/*.ftl", { query: "?raw", import: "default", eager: true });
// The portal speaks with a catalogue of its own.
const sources = import.meta.glob<string>(
  ["../**/*.{ts,tsx}", "!./messages.ts", "!../portal/**", "!../**/*.test.{ts,tsx}"],
  { query: "?raw", import: "default", eager: true },
);
/** The shell says some of the messages where no page can. */
const shell = import.meta.glob<string>("../../../src-tauri/src/{ring_words,tray_words,doctor_words,notice_words}.rs", {
  query: "?raw",
  import: "default",
  eager: true,
});
const codes = import.meta.glob<string>("../host/generated/{Code,FieldFault}.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});

testCatalogue(catalogues, { ...sources, ...shell });

const english = catalogueOf(catalogues, "en");
const thai = catalogueOf(catalogues, "th");

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
