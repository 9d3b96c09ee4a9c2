import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../styles/index.css";
import "./ground.css";
import { Portal } from "./Portal";
import { SpeechProvider } from "./Speech";

const root = document.getElementById("root");
if (!root) throw new Error("portal.html has no #root");
createRoot(root).render(
  <StrictMode>
    <SpeechProvider>
      <Portal />
    </SpeechProvider>
  </StrictMode>,
);
