// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { Invitation } from "./Invitation";
import { SpeechProvider } from "./Speech";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const SESSION = { token: "portal_t", expiresAt: 9e15, customerId: "c", name: "Daniel", organization: "Tawan" };

function page(answer: () => Promise<Response>) {
  const ask = vi.fn<typeof fetch>(answer);
  vi.stubGlobal("fetch", ask);
  const entered = vi.fn();
  render(
    <SpeechProvider>
      <Invitation code="secret" signedIn={false} onEnter={entered} onGoOn={() => undefined} />
    </SpeechProvider>,
  );
  return { ask, entered, person: userEvent.setup() };
}

const refusal = (status: number, code: string) => async () => new Response(JSON.stringify({ code }), { status });

test("looking at an invitation uses nothing up; pressing its button does, and not in the address", async () => {
  const { ask, entered, person } = page(async () => new Response(JSON.stringify(SESSION), { status: 201 }));
  expect(ask).not.toHaveBeenCalled();
  await person.click(screen.getByRole("button", { name: "Open the page" }));
  expect(entered).toHaveBeenCalledWith(SESSION);
  expect(ask.mock.calls[0]?.[0]).toBe("/api/portal/session");
});

test.each([
  [refusal(410, "invite_invalid"), "This link no longer works", false],
  [refusal(429, "rate_limited"), "Too many tries", true],
  [async () => new Response("<html>gateway</html>", { status: 502 }), "That did not work", true],
  [() => Promise.reject(new TypeError("network")), "No connection", true],
])("a refusal says what happened, and whether to try again helps (%#)", async (answer, title, again) => {
  const { person } = page(answer);
  await person.click(screen.getByRole("button", { name: "Open the page" }));
  expect(screen.getByRole("heading").textContent).toBe(title);
  expect(screen.queryByRole("button", { name: "Try again" }) !== null).toBe(again);
});
