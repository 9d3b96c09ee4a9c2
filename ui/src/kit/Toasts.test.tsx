// @vitest-environment jsdom
import { act, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { onScreen } from "../testing/onScreen";
import { sayProblem, sayWithUndo } from "./toasts";
import { Toasts } from "./Toasts";

vi.mock("../host", () => ({ host: {} }));

test("a toast takes the edit back once and is gone", async () => {
  const undo = vi.fn();
  const { person } = onScreen(<Toasts />);
  act(() => sayWithUndo("3 records changed", 3, undo));
  expect((await screen.findAllByText("3 records changed")).length).toBeGreaterThan(0);
  await person.click(screen.getByRole("button", { name: /Undo/ }));
  expect(undo).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(screen.queryByRole("button", { name: /Undo/ })).toBeNull());
});

test("a problem says what happened and what to do, and can be closed", async () => {
  const { person } = onScreen(<Toasts />);
  act(() => sayProblem("The disk is full", "Make room and try again."));
  expect((await screen.findAllByText("Make room and try again.")).length).toBeGreaterThan(0);
  await person.click(screen.getByLabelText("Close"));
  await waitFor(() => expect(screen.queryByLabelText("Close")).toBeNull());
});
