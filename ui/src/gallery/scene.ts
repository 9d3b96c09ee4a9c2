import type { Calls, DesktopEvent, SessionState } from "../host/api";
import type { AnswerOf, CommandName } from "../host/commands";
import type { PlainMsgId, Text } from "../i18n";

/** What the core says to each command; one that throws a problem refuses it. */
export type Answers = { [Name in CommandName]?: (request: never) => AnswerOf<Name> | Promise<AnswerOf<Name>> };

/** What a person does on a screen before it is looked at. */
export type Hand = {
  /** The messages of every catalogue, as the screen says them. */
  t: Text;
  /** Presses the control with this name on what lies on top, as soon as it is there. */
  press: (name: string) => Promise<void>;
  /** Types into the field with this label. */
  type: (label: string, typed: string) => Promise<void>;
  /** Waits until these words are there. */
  see: (words: string) => Promise<void>;
  /** The core tells something. */
  tell: (event: DesktopEvent) => Promise<void>;
};

/** One state of a screen: what the core says, where one stands, and what one did there. */
export type Scene = {
  name: string;
  window: "ring" | "main";
  /** Route of the main window. */
  path?: string;
  calls?: Partial<Calls>;
  /** Who sits there and how far they got; a colleague at work unless it is said. */
  session?: Partial<SessionState>;
  answers?: Answers;
  /** The command whose answer does not come while one looks. */
  waitsFor?: CommandName;
  does?: (hand: Hand) => Promise<void>;
};

/** What a screen shows only once a part of it was fetched is waited for. */
export const sees =
  (id: PlainMsgId) =>
  ({ t, see }: Hand) =>
    see(t(id));

export const main = (name: string, path: string, more: Omit<Scene, "name" | "window" | "path"> = {}): Scene => ({
  name,
  window: "main",
  path,
  ...more,
});
