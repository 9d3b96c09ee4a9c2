import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Language } from "../host/api";
import type { Messages } from "./messages";

/** Fluent sources by their path, which ends in "en/name.ftl" or "th/name.ftl". */
export type Catalogues = Record<string, string>;

type ArgumentsOf<M, Id extends keyof M> = M[Id] extends null ? [] : [M[Id]];

/** The message in one language, with its arguments filled in. */
export type TextOf<M> = <Id extends keyof M & string>(id: Id, ...args: ArgumentsOf<M, Id>) => string;

function bundleOf(language: Language, catalogues: Catalogues): FluentBundle {
  // No marks around arguments: they would be copied along with names and numbers.
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const [path, source] of Object.entries(catalogues)) {
    if (path.includes(`/${language}/`)) bundle.addResource(new FluentResource(source));
  }
  return bundle;
}

function textIn<M>(language: Language, catalogues: Catalogues): TextOf<M> {
  const bundle = bundleOf(language, catalogues);
  return (id, ...args) => {
    const pattern = bundle.getMessage(id)?.value;
    return pattern ? bundle.formatPattern(pattern, args[0] ?? null) : id;
  };
}

/** The messages of these catalogues in every language. */
export function speak<M = Messages>(catalogues: Catalogues): Record<Language, TextOf<M>> {
  return { en: textIn<M>("en", catalogues), th: textIn<M>("th", catalogues) };
}
