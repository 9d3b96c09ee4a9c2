// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import { useEffect } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { ClientRow } from "../../../host/api";
import { inRouter } from "../../../testing/inRouter";
import type { ListOnScreen } from "../view/useListWindow";
import { isFull, isSelected, MOST_IDS } from "./selection";
import { useGrid, type GridState } from "./useGrid";
import { useWindow } from "./useWindow";

const TOTAL = 20_000;
const row = (at: number) => ({ id: `id-${at}` }) as ClientRow;

vi.mock("../../../host", () => ({
  host: {
    call: async (name: string, { offset, limit }: { offset: number; limit: number }) => {
      if (name !== "view_rows") return {};
      const rows = Array.from({ length: limit }, (_, at) => row(offset + at));
      return { revision: 1, total: TOTAL, offset, rows };
    },
    subscribe: () => () => undefined,
  },
}));

const held = { grid: undefined as unknown as GridState };

function List() {
  const window = useWindow(TOTAL, 30);
  const list = { view: 1, revision: 1, total: TOTAL };
  const onList: ListOnScreen = { list, problem: null, retry: vi.fn(), window, rowAt: row, advance: vi.fn() };
  const grid = useGrid(onList, []);
  useEffect(() => {
    held.grid = grid;
  });
  return <p>{grid.count}</p>;
}

const tick = (at: number) => act(async () => held.grid.toggle(at));
const extend = (to: number) => act(async () => held.grid.extendTo(to));
const has = (...rows: number[]) => rows.map((at) => isSelected(held.grid.selected, `id-${at}`));

beforeEach(async () => {
  await inRouter(<List />, "/leads");
});

test("a range longer than can be selected keeps the rows at the one it began with, downwards", async () => {
  await tick(100);
  await extend(9_000);
  expect(has(100, 100 + MOST_IDS - 1, 100 + MOST_IDS, 9_000)).toEqual([true, true, false, false]);
  expect(isFull(held.grid.selected)).toBe(true);
});

test("and upwards", async () => {
  await tick(9_000);
  await extend(100);
  expect(has(9_000, 9_000 - MOST_IDS + 1, 9_000 - MOST_IDS, 100)).toEqual([true, true, false, false]);
  expect(screen.getByText(String(MOST_IDS))).toBeDefined();
});

test("two ranges together are never more than the core takes, and the second keeps what is at its beginning", async () => {
  await tick(0);
  await extend(2_999);
  expect(isFull(held.grid.selected)).toBe(false);
  await tick(15_000);
  await extend(11_000);
  expect(held.grid.count).toBe(MOST_IDS);
  expect(has(0, 2_999, 15_000, 13_001, 13_000, 11_000)).toEqual([true, true, true, true, false, false]);
  await tick(19_000);
  expect(has(19_000)).toEqual([false]);
});

test("of everything that matches all but some can be selected, however many there are", async () => {
  await act(async () => held.grid.selectEverything());
  await tick(7);
  expect([held.grid.count, isFull(held.grid.selected)]).toEqual([TOTAL - 1, false]);
  await tick(7);
  expect(held.grid.count).toBe(TOTAL);
});
