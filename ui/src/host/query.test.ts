import { QueryObserver } from "@tanstack/react-query";
import { beforeEach, expect, test, vi } from "vitest";
import type { Calls, DesktopEvent, SessionState, SyncStatus } from "./api";
import { answersOfTheCore, ask, followEvents } from "./query";

const core = vi.hoisted(() => ({
  calls: [] as string[],
  tell: (_event: unknown) => {},
  resume: () => {},
  answers: Promise.resolve(),
}));

vi.mock("./index", () => ({
  host: {
    call: async (name: string) => {
      core.calls.push(name);
      await core.answers;
      return { from: name };
    },
    subscribe: (listener: (event: unknown) => void, resumed: () => void) => {
      core.tell = listener;
      core.resume = resumed;
      return () => undefined;
    },
  },
}));

/** What the person has on screen: two clients and the directory, all answered. */
async function screen() {
  const answers = answersOfTheCore(() => undefined);
  const shown = [ask("client_get", { id: "anong" }), ask("client_get", { id: "daniel" }), ask("directory", {})];
  for (const options of shown) new QueryObserver(answers, options as never).subscribe(() => undefined);
  followEvents(answers);
  await settled();
  core.calls.length = 0;
  return answers;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const signedIn = (profile_id: string): DesktopEvent => ({
  session: { state: { account: { profile_id } } as SessionState },
});
const changed = (revision: number, clients: string[]): DesktopEvent => ({
  changed: { revision, entities: ["note"], clients },
});

beforeEach(() => {
  core.calls.length = 0;
});

test("only what an event made stale is asked again", async () => {
  await screen();
  core.tell(changed(1, ["anong"]));
  await settled();
  expect(core.calls).toEqual(["client_get"]);
});

const ofAClient = (revision: number): DesktopEvent => ({
  changed: { revision, entities: ["client"], clients: ["nobody"] },
});

test("reads over very many records are asked again once for many changes", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await screen();
  for (const revision of [1, 2, 3]) core.tell(ofAClient(revision));
  await settled();
  expect(core.calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(core.calls).toEqual(["directory"]);
  vi.useRealTimers();
});

const sync = (first_sync: [number, number] | null): DesktopEvent => ({
  sync: { status: { first_sync } as SyncStatus },
});

test("when the first sync ends they are asked at once: the list stands beside them", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await screen();
  core.tell(sync([10, 20]));
  core.tell(ofAClient(1));
  await settled();
  expect(core.calls).toEqual([]);
  core.tell(sync(null));
  await settled();
  expect(core.calls).toEqual(["directory"]);
  vi.useRealTimers();
});

test("a gap between two events asks everything again, once", async () => {
  await screen();
  core.tell(changed(1, ["nobody"]));
  core.tell(changed(3, ["nobody"]));
  await settled();
  expect(core.calls.toSorted()).toEqual(["client_get", "client_get", "directory"]);
});

test("events that may have been missed ask everything again", async () => {
  await screen();
  core.resume();
  await settled();
  expect(core.calls).toHaveLength(3);
});

test("what one person read is gone when another one is signed in", async () => {
  const answers = await screen();
  answers.setQueryData(["timeline", { client_id: "anong" }], { items: ["private"] });
  core.tell(signedIn("naphat"));
  core.tell(signedIn("naphat"));
  await settled();
  expect(answers.getQueryData(["timeline", { client_id: "anong" }])).toBeDefined();
  core.tell(signedIn("ploypailin"));
  await settled();
  expect(answers.getQueryData(["timeline", { client_id: "anong" }])).toBeUndefined();
  expect(core.calls.toSorted()).toEqual(["client_get", "client_get", "directory"]);
});

test("a sync event carries its state and asks for nothing on this screen", async () => {
  const answers = await screen();
  const status = { waiting: 4 } as SyncStatus;
  core.tell({ sync: { status } } satisfies DesktopEvent);
  await settled();
  expect(answers.getQueryData(ask("sync_status", {}).queryKey)).toEqual(status);
  expect(core.calls).toEqual([]);
});

test.each([
  ["session", { session: { state: { stage: "ready" } as SessionState } }, { stage: "ready" }],
  ["sync_status", sync(null), { first_sync: null }],
  ["calls", { calls: { state: {} as Calls } }, {}],
] as const)("an answer about %s that comes after an event about it was given before", async (name, event, state) => {
  const answers = await screen();
  const give: (() => void)[] = [];
  core.answers = new Promise((given) => void give.push(given));
  new QueryObserver(answers, ask(name, {}) as never).subscribe(() => undefined);
  core.tell(event);
  give[0]?.();
  await settled();
  expect(answers.getQueryData([name, {}])).toEqual(state);
});
