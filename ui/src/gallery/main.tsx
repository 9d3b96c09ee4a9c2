import { createRoot } from "react-dom/client";
import "../styles/index.css";
import { Index } from "./Index";
import { SCENES } from "./scenes";
import { showScene } from "./showScene";

const asked = new URLSearchParams(location.search);
const scene = SCENES.find(({ name }) => name === asked.get("scene"));
const element = document.getElementById("root");
if (!element) throw new Error("gallery.html has no #root");
const root = createRoot(element);

if (scene) {
  await showScene(root, scene, {
    language: asked.get("lang") === "th" ? "th" : "en",
    theme: asked.get("theme") === "dark" ? "dark" : "light",
  });
} else {
  root.render(<Index />);
}
