// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { onScreen } from "../testing/onScreen";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

vi.mock("../host", () => ({ host: {} }));

function Asked() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Ask</Button>
      <Dialog open={open} onOpenChange={setOpen} title="Erase data?" footer={<Button>Erase</Button>}>
        <input aria-label="Why" />
      </Dialog>
    </>
  );
}

test("Tab goes round inside the dialog and never behind it", async () => {
  const { person } = onScreen(<Asked />);
  await person.click(screen.getByText("Ask"));
  const dialog = await screen.findByRole("dialog", { name: "Erase data?" });
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  for (let presses = 0; presses < 7; presses++) {
    await person.tab();
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  }
});

test("Escape closes it and the focus is back where it was", async () => {
  const { person } = onScreen(<Asked />);
  await person.click(screen.getByText("Ask"));
  const dialog = await screen.findByRole("dialog");
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  await person.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Ask" })));
});
