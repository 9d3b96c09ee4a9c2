import type { DesktopEvent } from "./api";
import type { AnswerOf, CommandName, RequestOf } from "./commands";

/** What a person may pick in a file dialog. */
export type FileKind = { name: string; extensions: string[] };

/** The only door to the core. A refused call throws a `Problem`. */
export type Host = {
  call<Name extends CommandName>(name: Name, request: RequestOf<Name>): Promise<AnswerOf<Name>>;
  /** `resumed` is told when events may have been missed. Returns the way to stop listening. */
  subscribe(listener: (event: DesktopEvent) => void, resumed: () => void): () => void;
  /** The path of a file to read, or null if the person changed their mind. */
  pickFile(kind: FileKind): Promise<string | null>;
  /** The path of a file to write, or null if the person changed their mind. */
  pickTarget(suggestion: string, kind: FileKind): Promise<string | null>;
  /** Calls the listener with the paths of files dropped on the window. */
  onFileDrop(listener: (paths: string[]) => void): () => void;
};
