// @vitest-environment jsdom
import { act, renderHook, waitFor } from "@testing-library/react";
import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { useCurrentList } from "../../../host/currentList";
import { answersOfTheCore, ask } from "../../../host/query";
import "../../../testing/onScreen";
import { toFilter } from "./conditions";
import { openEarly, takeEarlyList } from "./earlyList";
import { dayStart } from "../../../words/day";
import { BUILT_IN, FIRST_SORT, TYPES } from "./lists";
import { useFollowChanges } from "./useFollowChanges";
import { useListWindow } from "./useListWindow";

type Answer = (request: Record<string, unknown>) => unknown;

/** A core with open lists that a test can hold back, change and forget. */
const core = vi.hoisted(() => ({
  open: new Map<number, { revision: number; total: number }>(),
  opened: 0,
  tell: new Set<(event: unknown) => void>(),
  held: null as { answersOf: string; until: Promise<void> } | null,
  rowsOf: (view: unknown, total: number) => Array.from({ length: total }, (_, at) => ({ id: `${String(view)}-${at}` })),
  listOf(view: unknown) {
    const list = this.open.get(view as number);
    if (!list) throw { code: "not_found" };
    return list;
  },
}));

vi.mock("../../../host", () => {
  const answers: Record<string, Answer> = {
    session: () => ({ account: { role: "agent", server: "https://crm.example" } }),
    view_open: () => {
      core.opened += 1;
      core.open.set(core.opened, { revision: 1, total: 3 });
      return { view: core.opened, revision: 1, total: 3, first: core.rowsOf(core.opened, 3) };
    },
    view_rows: ({ view, offset }) => {
      const { revision, total } = core.listOf(view);
      return { revision, total, offset, rows: core.rowsOf(view, total) };
    },
    view_close: ({ view }) => core.open.delete(view as number),
  };
  return {
    host: {
      call: async (name: string, request: Record<string, unknown>) => {
        const answer = answers[name]?.(request);
        if (core.held?.answersOf === name) await core.held.until;
        return answer;
      },
      subscribe: (listener: (event: unknown) => void) => {
        core.tell.add(listener);
        return () => core.tell.delete(listener);
      },
    },
  };
});

beforeEach(() => {
  core.open.clear();
  core.opened = 0;
  core.held = null;
  useCurrentList.setState({ view: null });
});

/** Such requests are answered only once the returned function is called. */
function hold(answersOf: string): () => void {
  const gate = { open: (): void => undefined };
  core.held = { answersOf, until: new Promise((done) => (gate.open = done)) };
  return () => gate.open();
}

function changed(view: number, revision: number, total: number) {
  core.open.set(view, { revision, total });
  for (const listener of core.tell) listener({ view_changed: { view, revision, total } });
}

function onList(today: number, filter = toFilter(["lead"], []), answers = answersOfTheCore(() => undefined)) {
  const around = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={answers}>{children}</QueryClientProvider>
  );
  return renderHook(
    ({ day }) => {
      const screen = useListWindow({ filter, sort: FIRST_SORT, today: day }, 30);
      useFollowChanges(screen, () => undefined);
      return screen;
    },
    { wrapper: around, initialProps: { day: today } },
  );
}

test("news of a list that was left while its rows were fetched do not bring it back", async () => {
  const { result, rerender } = onList(1);
  await waitFor(() => expect(result.current.rowAt(0)?.id).toBe("1-0"));
  const letGo = hold("view_rows");
  act(() => changed(1, 2, 2));
  core.held = null;
  rerender({ day: 2 });
  await waitFor(() => expect(result.current.list?.view).toBe(2));
  await act(async () => letGo());
  expect(result.current.list?.view).toBe(2);
  expect(result.current.rowAt(0)?.id).toBe("2-0");
  expect(result.current.problem).toBeNull();
});

test("a list the core has forgotten is opened again, not left on rows that never come", async () => {
  const { result } = onList(1);
  await waitFor(() => expect(result.current.rowAt(0)).toBeDefined());
  core.open.clear();
  act(() => {
    result.current.advance({ view: 1, revision: 2, total: 3 });
  });
  await waitFor(() => expect(result.current.list?.view).toBe(2));
  await waitFor(() => expect(result.current.rowAt(0)?.id).toBe("2-0"));
  expect(result.current.problem).toBeNull();
});

test("a change that came between opening a list and showing it is followed", async () => {
  const letGo = hold("view_open");
  const { result } = onList(1);
  await waitFor(() => expect(core.opened).toBe(1));
  await act(async () => changed(1, 2, 1));
  core.held = null;
  await act(async () => letGo());
  await waitFor(() => expect(result.current.list).toEqual({ view: 1, revision: 2, total: 1 }));
});

const MINE = toFilter(TYPES.leads, BUILT_IN[0]?.conditions ?? []);

test("the list that was opened before anything was drawn is in the first picture, and opened once", async () => {
  const answers = answersOfTheCore(() => undefined);
  await openEarly(answers);
  const { result } = onList(dayStart(Date.now()), MINE, answers);
  expect(result.current.rowAt(0)?.id).toBe("1-0");
  await waitFor(() => expect(useCurrentList.getState().view).toBe(1));
  expect(core.opened).toBe(1);
});

test("an early list that has changed, or that is not the one wanted, is closed and another opened", async () => {
  const answers = answersOfTheCore(() => undefined);
  await openEarly(answers);
  act(() => changed(1, 2, 2));
  const { result } = onList(dayStart(Date.now()), MINE, answers);
  expect(result.current.list).toBeNull();
  await waitFor(() => expect(result.current.list?.view).toBe(2));
  await openEarly(answers);
  expect(await takeEarlyList({ filter: toFilter(["lead"], []), sort: FIRST_SORT, today: 1 })).toBeNull();
  await waitFor(() => expect([...core.open.keys()]).toEqual([2]));
});

test("a list that is still being opened when it is to be shown is waited for, not opened a second time", async () => {
  const answers = answersOfTheCore(() => undefined);
  const letGo = hold("view_open");
  await answers.prefetchQuery(ask("session", {}));
  const opening = openEarly(answers);
  await waitFor(() => expect(core.opened).toBe(1));
  const { result } = onList(dayStart(Date.now()), MINE, answers);
  expect(result.current.list).toBeNull();
  await act(async () => letGo());
  await opening;
  await waitFor(() => expect(result.current.rowAt(0)?.id).toBe("1-0"));
  expect(core.opened).toBe(1);
});
