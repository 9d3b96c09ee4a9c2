import { createRoot } from "react-dom/client";
import "../styles/index.css";
import { Index } from "./Index";
import { scriptCore } from "./scriptedCore";
import { SCENES } from "./scenes";

const asked = new URLSearchParams(location.search);
const scene = SCENES.find(({ name }) => name === asked.get("scene"));
const element = document.getElementById("root");
if (!element) throw new Error("gallery.html has no #root");
const root = createRoot(element);

if (scene) {
  scriptCore(scene, {
    language: asked.get("lang") === "th" ? "th" : "en",
    theme: asked.get("theme") === "dark" ? "dark" : "light",
  });
  // The app looks for its core while it is loaded, so the script has to stand before.
  if (scene.window === "ring") {
    const { RingWindow } = await import("../ring/RingWindow");
    root.render(<RingWindow />);
  } else {
    // The app reads its own search behind the hash, and takes what stands before it for its own.
    history.replaceState(null, "", `${location.pathname}#${scene.path ?? "/leads"}`);
    const { App } = await import("../app/App");
    root.render(<App />);
  }
} else {
  root.render(<Index />);
}
