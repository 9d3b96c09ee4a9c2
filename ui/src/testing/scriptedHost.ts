import { act } from "@testing-library/react";
import type { Calls, DesktopEvent } from "../host/api";

type Listener = (event: DesktopEvent) => void;

/** A core that answers what a test wrote down and remembers what it was asked. */
export function scriptedHost() {
  const listeners = new Set<Listener>();
  const core = {
    answers: {} as Record<string, unknown>,
    given: [] as [string, unknown][],
    /** Everything asked under this name, in order. */
    asked: (name: string) => core.given.filter(([given]) => given === name).map(([, request]) => request),
    tell: (event: DesktopEvent) => act(() => listeners.forEach((listener) => listener(event))),
    host: {
      call: async (name: string, request: unknown) => {
        core.given.push([name, request]);
        const answer = core.answers[name];
        const said: unknown = typeof answer === "function" ? answer(request) : answer;
        if (said === undefined) throw { code: "unavailable" };
        return said;
      },
      subscribe: (listener: Listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
  return core;
}

export const NO_CALLS: Calls = {
  ringing: [],
  current: null,
  waiting: [],
  elsewhere: null,
  wrap_up: null,
  presence: { presence: "available", until: null },
  fault: null,
  push_to_talk: false,
};
