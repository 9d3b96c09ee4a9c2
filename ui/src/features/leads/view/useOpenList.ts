import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { host } from "../../../host";
import { useCurrentList } from "../../../host/currentList";
import type { Filter, Problem, Sort } from "../../../host/api";
import { asProblem } from "../../../host/problem";
import { closeList, earlyList, keepFirstRows, takeEarlyList } from "./earlyList";

/** What a list shows. */
export type Asked = { filter: Filter; sort: Sort; today: number };

/** A list the core keeps up to date for us. */
export type OpenList = { view: number; revision: number; total: number };

type Opened = {
  /** The latest list; while another is being opened, the one before. */
  list: OpenList | null;
  problem: Problem | null;
  retry: () => void;
  /** Moves on to a new revision, once its rows are at hand. A list that is shown no more stays so. */
  advance: (next: OpenList) => void;
};

/** Opens a list in the core. It stays open until the next one is, because a client's page walks along it. */
export function useOpenList({ filter, sort, today }: Asked): Opened {
  const answers = useQueryClient();
  const [list, setList] = useState<OpenList | null>(() => earlyList({ filter, sort, today }));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);
  // The address gives new objects with the same content; only the content opens another list.
  const wanted = JSON.stringify({ asked: { filter, sort, today }, attempt });

  useEffect(() => {
    let left = false;
    const open = async () => {
      const { asked } = JSON.parse(wanted) as { asked: Asked };
      const opened = (await takeEarlyList(asked)) ?? keepFirstRows(answers, await host.call("view_open", asked));
      if (left) return closeList(opened.view);
      const before = useCurrentList.getState().view;
      useCurrentList.setState({ view: opened.view });
      if (before !== null) closeList(before);
      setList((shown) => (shown?.view === opened.view ? shown : opened));
      setProblem(null);
    };
    open().catch((thrown: unknown) => {
      if (!left) setProblem(asProblem(thrown));
    });
    return () => {
      left = true;
    };
  }, [wanted, answers]);

  const retry = useCallback(() => setAttempt((last) => last + 1), []);
  const advance = useCallback((next: OpenList) => setList((shown) => (shown?.view === next.view ? next : shown)), []);
  return { list, problem, retry, advance };
}
