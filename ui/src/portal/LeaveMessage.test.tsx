// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { LeaveMessage } from "./LeaveMessage";
import { Refused } from "./server";
import { SpeechProvider } from "./Speech";
import { VisitContext, type Visit } from "./visit";

afterEach(cleanup);

function form(leaveMessage: (id: string, text: string) => Promise<void>) {
  const visit = { server: { leaveMessage } } as unknown as Visit;
  render(
    <SpeechProvider>
      <VisitContext value={visit}>
        <LeaveMessage />
      </VisitContext>
    </SpeechProvider>,
  );
  return userEvent.setup();
}

test("words that could not be sent stay, and are sent again under the same id", async () => {
  const leave = vi.fn<(id: string, text: string) => Promise<void>>();
  leave.mockRejectedValueOnce(new Refused("offline")).mockResolvedValueOnce();
  const person = form(leave);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Send the message" }).disabled).toBe(true);
  await person.type(screen.getByRole("textbox"), " Please call after five. ");
  await person.click(screen.getByRole("button", { name: "Send the message" }));
  expect(screen.getByRole("alert").textContent).toContain("no connection");
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe(" Please call after five. ");
  await person.click(screen.getByRole("button", { name: "Send the message" }));
  expect(screen.getByRole("status").textContent).toContain("We have your message");
  expect(leave.mock.calls[0]).toEqual(leave.mock.calls[1]);
  expect(leave.mock.calls[0]?.[1]).toBe("Please call after five.");
});
