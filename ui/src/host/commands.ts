import type { CallCommands } from "./calls";
import type { Commands as CommandsOfTheCore } from "./generated/commands";

type Commands = CommandsOfTheCore & CallCommands;

export type CommandName = keyof Commands;
export type RequestOf<Name extends CommandName> = Commands[Name]["request"];
export type AnswerOf<Name extends CommandName> = Commands[Name]["answer"];
