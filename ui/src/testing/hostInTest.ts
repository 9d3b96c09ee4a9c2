import type { scriptedHost } from "./scriptedHost";

/** The core of the test that runs; each test sets it anew. */
export const core = { now: undefined as unknown as ReturnType<typeof scriptedHost> };

/** Stands in for the door to the core: `vi.mock("../../host", () => import("../../testing/hostInTest"))`. */
export const host: ReturnType<typeof scriptedHost>["host"] = {
  call: (name, request) => core.now.host.call(name, request),
  subscribe: (listener) => core.now.host.subscribe(listener),
};
