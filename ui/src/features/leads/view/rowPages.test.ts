import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { lastSeen, PAGE, pageOf, pagesOf } from "./rowPages";

vi.mock("../../../host", () => ({ host: {} }));

test("the pages of a window are those its rows lie in", () => {
  expect(pagesOf(0, 30)).toEqual([0]);
  expect(pagesOf(PAGE - 1, PAGE + 1)).toEqual([0, 1]);
  expect(pagesOf(PAGE, 2 * PAGE)).toEqual([1]);
  expect(pagesOf(10, 10)).toEqual([]);
});

const rows = (revision: number) => ({ revision, total: 1, offset: 0, rows: [] });

test("until a new revision is here, its page shows the rows seen last at that place of the same list", () => {
  const answers = new QueryClient();
  answers.setQueryData(pageOf(7, 1, 0).queryKey, rows(1), { updatedAt: 1 });
  answers.setQueryData(pageOf(7, 2, 0).queryKey, rows(2), { updatedAt: 2 });
  answers.setQueryData(pageOf(8, 9, 0).queryKey, rows(9), { updatedAt: 3 });
  expect(lastSeen(answers, 7, 0)?.revision).toBe(2);
  expect(lastSeen(answers, 7, 1)).toBeUndefined();
});
