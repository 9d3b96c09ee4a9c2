// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { onScreen } from "../testing/onScreen";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { TextField } from "./Field";
import { Popover } from "./Popover";

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

/** Opened from state, as most are: it is told neither what opened it nor where its field is. */
function Named() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>New</Button>
      {open && (
        <Dialog
          open
          onOpenChange={setOpen}
          title="New tag"
          footer={<Button onClick={() => setOpen(false)}>Save</Button>}
        >
          <TextField aria-label="Name" autoFocus />
        </Dialog>
      )}
    </>
  );
}

function Planned() {
  const [beside, setBeside] = useState<Element | null>(null);
  return (
    <>
      <Button onClick={(event) => setBeside(event.currentTarget)}>New</Button>
      <Popover open={beside !== null} anchor={beside} onOpenChange={() => setBeside(null)} label="When">
        <Button onClick={() => setBeside(null)}>Save</Button>
        <TextField aria-label="Name" autoFocus />
      </Popover>
    </>
  );
}

const WAYS = [
  { what: "a dialog", Way: Named },
  { what: "a popover", Way: Planned },
].flatMap((way) => [
  { ...way, by: "Escape" },
  { ...way, by: "its button" },
]);

test.each(WAYS)("$what with a field at hand gives the focus back when $by closes it", async ({ Way, by }) => {
  const { person } = onScreen(<Way />);
  const opener = screen.getByRole("button", { name: "New" });
  await person.click(opener);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Name" })));
  if (by === "Escape") await person.keyboard("{Escape}");
  else await person.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(opener));
});
