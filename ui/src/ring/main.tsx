import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../styles/index.css";
import { RingWindow } from "./RingWindow";

const root = document.getElementById("root");
if (!root) throw new Error("ring.html has no #root");
createRoot(root).render(
  <StrictMode>
    <RingWindow />
  </StrictMode>,
);
