import type { Language } from "../host/api";
import type { Messages } from "./messages";
import { speak, type TextOf } from "./speak";

export type MsgId = keyof Messages;
/** Messages without arguments: names of columns, tabs and the like. */
export type PlainMsgId = { [Id in MsgId]: Messages[Id] extends null ? Id : never }[MsgId];

/** The message in the language of the app, with its arguments filled in. */
export type Text = TextOf<Messages>;

const catalogues = import.meta.glob<string>(
  ["./*/*.ftl", "!./*/{tray,alone,call_rules,computer,doctor,first_try,link,notices,tag_settings,updates}.ftl"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);

export const TEXTS: Record<Language, Text> = speak(catalogues);
