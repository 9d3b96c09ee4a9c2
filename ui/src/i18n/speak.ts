import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Language } from "../host/api";
import type { Text } from "./text";

/** Fluent sources by their path, which ends in "en/name.ftl" or "th/name.ftl". */
export type Catalogues = Record<string, string>;

function bundleOf(language: Language, catalogues: Catalogues): FluentBundle {
  // No marks around arguments: they would be copied along with names and numbers.
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const [path, source] of Object.entries(catalogues)) {
    if (path.includes(`/${language}/`)) bundle.addResource(new FluentResource(source));
  }
  return bundle;
}

function textIn(language: Language, catalogues: Catalogues): Text {
  const bundle = bundleOf(language, catalogues);
  return (id, ...[args]) => {
    const pattern = bundle.getMessage(id)?.value;
    return pattern ? bundle.formatPattern(pattern, args ?? null) : id;
  };
}

/** The messages of these catalogues in every language of the app. */
export function speak(catalogues: Catalogues): Record<Language, Text> {
  return { en: textIn("en", catalogues), th: textIn("th", catalogues) };
}
