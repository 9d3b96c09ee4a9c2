// @vitest-environment jsdom
import { act, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import type { Language } from "../host/api";
import { SpeechProvider } from "../i18n/SpeechProvider";
import { onScreen } from "../testing/onScreen";
import { say, sayProblem, sayWithUndo } from "./toasts";
import { Toasts } from "./Toasts";

vi.mock("../host", () => ({ host: {} }));

test("a toast takes the edit back once and is gone", async () => {
  const undo = vi.fn();
  const { person } = onScreen(<Toasts />);
  act(() => sayWithUndo(() => "3 records changed", 3, undo));
  expect((await screen.findAllByText("3 records changed")).length).toBeGreaterThan(0);
  await person.click(screen.getByRole("button", { name: /Undo/ }));
  expect(undo).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(screen.queryByRole("button", { name: /Undo/ })).toBeNull());
});

test("a problem says what happened and what to do, and can be closed", async () => {
  const { person } = onScreen(<Toasts />);
  act(() =>
    sayProblem(
      () => "The disk is full",
      () => "Make room and try again.",
    ),
  );
  expect((await screen.findAllByText("Make room and try again.")).length).toBeGreaterThan(0);
  // Found by those who cannot see it, too.
  await person.click(screen.getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByLabelText("Close")).toBeNull());
});

function WithLanguageChosen() {
  const [language, setLanguage] = useState<Language>("en");
  return (
    <SpeechProvider settings={{ language, buddhist_years: false }} country="TH">
      <button onClick={() => setLanguage("th")}>ภาษาไทย</button>
      <Toasts />
    </SpeechProvider>
  );
}

test("a toast that stands speaks the language that is chosen meanwhile", async () => {
  const { person } = onScreen(<WithLanguageChosen />);
  act(() => {
    say(({ text }) => text("leads-copied", { text: "081 555 0142" }));
    sayProblem(
      ({ text }) => text("problem-forbidden"),
      ({ text }) => text("remedy-forbidden"),
    );
  });
  await screen.findByText("081 555 0142 copied");
  await person.click(screen.getByText("ภาษาไทย"));
  await screen.findByText("คัดลอก 081 555 0142 แล้ว");
  expect(screen.queryByText(/copied|Your role|Ask a manager/)).toBeNull();
});
