import type { Commands } from "./generated/commands";

export type CommandName = keyof Commands;
export type RequestOf<Name extends CommandName> = Commands[Name]["request"];
export type AnswerOf<Name extends CommandName> = Commands[Name]["answer"];
