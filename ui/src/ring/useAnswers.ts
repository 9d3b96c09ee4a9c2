import { useState } from "react";
import { host } from "../host";
import type { CommandName, RequestOf } from "../host/commands";

/** Gives a command once: while it is under way the buttons rest, and a refusal is said. */
export function useAnswers() {
  const [state, setState] = useState<"ready" | "busy" | { refused: CommandName }>("ready");
  const give = <Name extends CommandName>(name: Name, request: RequestOf<Name>) => {
    if (state === "busy") return;
    setState("busy");
    // What follows from it comes as an event.
    host.call(name, request).then(
      () => setState("ready"),
      () => setState({ refused: name }),
    );
  };
  return { give, busy: state === "busy", refused: typeof state === "string" ? null : state.refused };
}
