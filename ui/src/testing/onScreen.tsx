import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { cleanup, configure, render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach } from "vitest";
import type { Language } from "../host/api";
import { answersOfTheCore } from "../host/query";
import { SpeechProvider } from "../i18n/SpeechProvider";

afterEach(cleanup);

// How long something may take to appear says nothing on a busy machine; it only ends a test that would hang.
configure({ asyncUtilTimeout: 20_000 });

// jsdom lays nothing out, so nothing is ever resized or scrolled.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollTo ??= () => undefined;

export type ScreenOptions = { language?: Language; answers?: QueryClient };

/** Draws a part of the UI as the app does, and hands out the person who uses it. */
export function onScreen(
  part: ReactNode,
  { language = "en", answers = answersOfTheCore(() => undefined) }: ScreenOptions = {},
) {
  const settings = { language, buddhist_years: language === "th" };
  const drawn = render(
    <QueryClientProvider client={answers}>
      <SpeechProvider settings={settings} country="TH">
        {part}
      </SpeechProvider>
    </QueryClientProvider>,
  );
  return { ...drawn, answers, person: userEvent.setup() };
}
