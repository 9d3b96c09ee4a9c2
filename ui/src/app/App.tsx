import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { host } from "../host";
import { answersOfTheCore, ask, followEvents } from "../host/query";
import { SpeechProvider } from "../i18n/SpeechProvider";
import { Toasts } from "../kit/Toasts";
import { sayProblem } from "../kit/toasts";
import { TooltipDelay } from "../kit/Tooltip";
import { router } from "./routes";
import { useAppearance } from "./useAppearance";

/** What the core has answered, for the whole window. */
export const answers = answersOfTheCore((problem) => {
  sayProblem(
    ({ text }) => text(`problem-${problem.code}`),
    ({ text }) => text(`remedy-${problem.code}`),
  );
});

export function App() {
  useEffect(() => followEvents(answers), []);
  useEffect(sayWhenDrawn, []);
  return (
    <QueryClientProvider client={answers}>
      <Window />
    </QueryClientProvider>
  );
}

/** A frame that was drawn is over when the next one begins; a window that never gets there is drawn another way next time. */
function sayWhenDrawn() {
  requestAnimationFrame(() => requestAnimationFrame(sayDrawn));
}

/** Where it is not heard the next start draws more carefully, which hurts nobody. */
const sayDrawn = () => void host.call("page_drawn", {}).catch(() => undefined);

function Window() {
  const session = useQuery(ask("session", {})).data;
  useAppearance(session?.settings);
  return (
    <SpeechProvider settings={session?.settings} country={session?.account?.country}>
      <TooltipDelay>
        <RouterProvider router={router} />
        <Toasts />
      </TooltipDelay>
    </SpeechProvider>
  );
}
