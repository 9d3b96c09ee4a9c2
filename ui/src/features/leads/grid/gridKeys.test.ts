import type { KeyboardEvent } from "react";
import { expect, test, vi } from "vitest";
import { placed, shown } from "./columns";
import { pressInGrid } from "./gridKeys";
import type { GridState } from "./useGrid";

const columns = shown(placed([]));
const columnOf = (field: string) => columns.findIndex((column) => column.field === field);

function press(key: string, column: number, held: Partial<KeyboardEvent> = {}) {
  const grid = { cursor: { row: 5, column }, move: vi.fn(), edit: vi.fn(), extendTo: vi.fn(), toggle: vi.fn() };
  const open = vi.fn();
  const menu = vi.fn();
  const preventDefault = vi.fn();
  const nativeEvent = { isComposing: false };
  const event = { key, code: "", nativeEvent, preventDefault, stopPropagation: vi.fn(), ...held };
  pressInGrid(event as unknown as KeyboardEvent, {
    grid: grid as unknown as GridState,
    columns,
    total: 100,
    page: 20,
    open,
    menu,
  });
  return { grid, open, menu, handled: preventDefault.mock.calls.length > 0 };
}

test("in the first column letters are left to the commands and Enter opens the client", () => {
  expect(press("j", 0).handled).toBe(false);
  expect(press("Enter", 0).open).toHaveBeenCalledWith(5);
});

test("in the other columns what is typed replaces the content, in any script", () => {
  expect(press("f", columnOf("next_follow_up_at")).grid.edit).toHaveBeenCalledWith("next_follow_up_at", "f");
  expect(press("ศ", columnOf("next_follow_up_at")).grid.edit).toHaveBeenCalledWith("next_follow_up_at", "ศ");
  expect(press("Enter", columnOf("phone")).grid.edit).toHaveBeenCalledWith("phone");
});

test("a column that is only read cannot be typed into", () => {
  expect(press("7", columnOf("score")).grid.edit).not.toHaveBeenCalled();
  expect(press("Enter", columnOf("score")).open).toHaveBeenCalledWith(5);
});

test("keys held with Ctrl stay commands in a cell, and a composing input method keeps its keys", () => {
  expect(press("a", columnOf("phone"), { ctrlKey: true }).handled).toBe(false);
  const composing = { nativeEvent: { isComposing: true } } as Partial<KeyboardEvent>;
  expect(press("Enter", columnOf("phone"), composing).handled).toBe(false);
});

test("Shift and an arrow extend the selection to where the cursor goes", () => {
  const { grid } = press("ArrowDown", 0, { shiftKey: true });
  expect(grid.extendTo).toHaveBeenCalledWith(6);
  expect(grid.move).toHaveBeenCalledWith(1);
});

test("Escape leaves the cells first and the row later", () => {
  expect(press("Escape", columnOf("phone")).handled).toBe(true);
  expect(press("Escape", 0).handled).toBe(false);
});

test("the menu key and Shift F10 open the row's menu, F10 alone does not", () => {
  expect(press("ContextMenu", 0).menu).toHaveBeenCalled();
  expect(press("F10", 3, { shiftKey: true }).menu).toHaveBeenCalled();
  expect(press("F10", 3).menu).not.toHaveBeenCalled();
});
