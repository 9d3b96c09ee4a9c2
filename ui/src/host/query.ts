import { MutationCache, notifyManager, QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { host } from ".";
import type { DesktopEvent, Problem, SessionState } from "./api";
import type { AnswerOf, CommandName, RequestOf } from "./commands";
import { madeStale, missedBetween, UNHURRIED } from "./freshness";
import { reportJob } from "./jobs";
import { forgetThePerson } from "./ofThePerson";
import { asProblem, isAtFields } from "./problem";
import { showAtOnce } from "./shownAtOnce";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Problem;
    mutationMeta: { command: CommandName; quiet: boolean; fields: readonly string[] };
  }
}

/** How long reads that nobody waits for gather changes, in ms. */
const GATHERING = 250;

/** Told of every failed edit that its screen does not explain itself. */
type OnFailure = (problem: Problem, command: CommandName) => void;

/** The answers of the core, kept until an event says that they no longer hold. */
export function answersOfTheCore(onFailure: OnFailure): QueryClient {
  // An edit is drawn together with what was pressed for it; the usual timer would draw it a frame later.
  notifyManager.setScheduler(queueMicrotask);
  return new QueryClient({
    // The core is always reachable, whatever the browser thinks of the network.
    defaultOptions: {
      queries: { staleTime: Infinity, retry: false, networkMode: "always", refetchOnWindowFocus: false },
      mutations: { retry: false, networkMode: "always" },
    },
    mutationCache: new MutationCache({
      onError: (thrown, _request, _context, mutation) => {
        const { meta } = mutation;
        if (!meta || meta.quiet || isAtFields(thrown, meta.fields)) return;
        onFailure(asProblem(thrown), meta.command);
      },
    }),
  });
}

/** A read, for `useQuery` and its relatives. */
export function ask<Name extends CommandName>(name: Name, request: RequestOf<Name>) {
  return queryOptions<AnswerOf<Name>, Problem, AnswerOf<Name>, readonly [Name, RequestOf<Name>]>({
    queryKey: [name, request],
    queryFn: () => host.call(name, request),
  });
}

/** What follows an edit, even when the part of the screen that asked for it is gone by then. */
type After<Answer> = { onSuccess?: (answer: Answer) => void; onError?: (problem: Problem) => void };

type Manner = {
  /** The screen itself says what went wrong. */
  quiet?: boolean;
  /** The fields on the screen, each of which says itself what is wrong with it. */
  fields?: readonly string[];
  /** Asked only when the one before it was answered: the last of them counts. */
  inTurn?: boolean;
};

/** An edit. */
export function useEdit<Name extends CommandName>(
  name: Name,
  { quiet = false, fields = [], inTurn = false }: Manner = {},
) {
  const answers = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation<AnswerOf<Name>, Problem, RequestOf<Name>, () => void>({
    mutationFn: (request) => host.call(name, request),
    onMutate: (request) => showAtOnce(answers, name, request),
    onError: (_problem, _request, takeBack) => takeBack?.(),
    meta: { command: name, quiet, fields },
    ...(inTurn && { scope: { id: name } }),
  });
  return {
    isPending,
    error,
    mutate: (request: RequestOf<Name>, after: After<AnswerOf<Name>> = {}): void => {
      mutateAsync(request).then(after.onSuccess, (problem: Problem) => after.onError?.(problem));
    },
  };
}

/** Keeps the answers fresh until the returned function is called. */
export function followEvents(answers: QueryClient): () => void {
  let revision: number | null = null;
  const gathered: DesktopEvent[] = [];
  let gathering: ReturnType<typeof setTimeout> | undefined;

  const refresh = (events: DesktopEvent[], unhurried: boolean) =>
    void answers.invalidateQueries({
      predicate: ({ queryKey: [name, request] }) =>
        UNHURRIED.includes(name as CommandName) === unhurried &&
        events.some((event) => madeStale(event, name as CommandName, request)),
    });
  const refreshGathered = () => {
    clearTimeout(gathering);
    gathering = undefined;
    refresh(gathered.splice(0), true);
  };
  const gather = (event: DesktopEvent) => {
    gathered.push(event);
    gathering ??= setTimeout(refreshGathered, GATHERING);
  };

  const refreshAll = () => void answers.invalidateQueries();
  const receive = (event: DesktopEvent) => {
    if ("changed" in event) {
      const missed = missedBetween(revision, event.changed.revision);
      revision = event.changed.revision;
      if (missed) return refreshAll();
    }
    if ("session" in event) changeSession(answers, event.session.state);
    if ("sync" in event) {
      const { queryKey } = ask("sync_status", {});
      const arriving = Boolean(answers.getQueryData(queryKey)?.first_sync);
      put(answers, "sync_status", event.sync.status);
      // The first list stands beside its counts, and those of a moment ago would say that it is empty.
      if (arriving && !event.sync.status.first_sync) refreshGathered();
    }
    if ("calls" in event) put(answers, "calls", event.calls.state);
    if ("updates" in event) put(answers, "updates", event.updates.state);
    if ("job" in event) reportJob(event.job);
    refresh([event], false);
    if ("changed" in event) gather(event);
  };
  const stop = host.subscribe(receive, refreshAll);
  return () => {
    clearTimeout(gathering);
    stop();
  };
}

/** What an event says is newer than an answer that is still under way, which must not take its place. */
function put<Name extends CommandName>(answers: QueryClient, name: Name, state: AnswerOf<Name>): void {
  const queryKey = [name, {}];
  void answers.cancelQueries({ queryKey });
  answers.setQueryData(queryKey, state);
}

/** Another person, or nobody, sees nothing of what the one before them read. */
function changeSession(answers: QueryClient, state: SessionState): void {
  const { queryKey } = ask("session", {});
  const before = answers.getQueryData(queryKey)?.account?.profile_id;
  put(answers, "session", state);
  if (before !== undefined && before !== state.account?.profile_id) {
    forgetThePerson();
    void answers.resetQueries({ predicate: (query) => query.queryKey[0] !== "session" });
  }
}

/** Listens to the events of the core while the component lives. */
export function useEvents(listener: (event: DesktopEvent) => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(
    () =>
      host.subscribe(
        (event) => latest.current(event),
        () => undefined,
      ),
    [],
  );
}
