import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Language } from "../host/api";
import type { Messages } from "./messages";

export type MsgId = keyof Messages;
/** Messages without arguments: names of columns, tabs and the like. */
export type PlainMsgId = { [Id in MsgId]: Messages[Id] extends null ? Id : never }[MsgId];
type ArgumentsOf<Id extends MsgId> = Messages[Id] extends null ? [] : [Messages[Id]];

/** The message in the language of the app, with its arguments filled in. */
export type Text = <Id extends MsgId>(id: Id, ...args: ArgumentsOf<Id>) => string;

const catalogues = import.meta.glob<string>("./*/*.ftl", { query: "?raw", import: "default", eager: true });

function bundleOf(language: Language): FluentBundle {
  // No marks around arguments: they would be copied along with names and numbers.
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const [path, source] of Object.entries(catalogues)) {
    if (path.startsWith(`./${language}/`)) bundle.addResource(new FluentResource(source));
  }
  return bundle;
}

function textIn(language: Language): Text {
  const bundle = bundleOf(language);
  return (id, ...[args]) => {
    const pattern = bundle.getMessage(id)?.value;
    return pattern ? bundle.formatPattern(pattern, args ?? null) : id;
  };
}

export const TEXTS: Record<Language, Text> = { en: textIn("en"), th: textIn("th") };
