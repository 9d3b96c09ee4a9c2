import { createRoot } from "react-dom/client";
import { StrictMode } from "react";
import "./styles/index.css";
import { answers, App } from "./app/App";
import { openEarly } from "./features/leads";
import { ask } from "./host/query";
import { fontsAtHand } from "./styles/atHand";

/** How long the first picture waits for the core, in ms; then it says that Leadline is opening. */
const MOST_WAIT = 300;

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// A picture that is complete at once is there sooner than a frame that is filled step by step: each step is painted.
const answered = Promise.all([
  answers.prefetchQuery(ask("session", {})),
  answers.prefetchQuery(ask("saved_views", {})),
  answers.prefetchQuery(ask("directory", {})),
  openEarly(answers),
  fontsAtHand(),
]);
await Promise.race([answered, new Promise((late) => setTimeout(late, MOST_WAIT))]);

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
