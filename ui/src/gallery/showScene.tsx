import type { Root } from "react-dom/client";
import { handIn, until } from "./hand";
import type { Scene } from "./scene";
import { scriptCore, sessionIn, type Look } from "./scriptedCore";

declare global {
  interface Window {
    /** Puts the scene that shows into another look, for those who examine it; there once it shows. */
    wear?: (look: Look) => Promise<void>;
  }
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

const moving = () =>
  document
    .getAnimations()
    .some(({ playState, effect }) => playState === "running" && effect?.getComputedTiming().iterations !== Infinity);

/** Nothing moves any more, and every letter has its font. */
async function atRest(busy: () => boolean): Promise<void> {
  await document.fonts.ready;
  // What was answered in one frame is drawn in the next, and may ask for more.
  for (let calm = 0; calm < 2; calm = busy() || moving() ? 0 : calm + 1) await nextFrame();
}

/** Renders the window and returns how to tell whether it still waits for answers. */
async function open(root: Root, scene: Scene): Promise<() => boolean> {
  // The app looks for its core while it is loaded, so the script has to stand before.
  if (scene.window === "ring") {
    const { RingWindow } = await import("../ring/RingWindow");
    root.render(<RingWindow />);
    await until(() => document.querySelector("#root > *"));
    return () => false;
  }
  // The app reads its own search behind the hash, and takes what stands before it for its own.
  history.replaceState(null, "", `${location.pathname}#${scene.path ?? "/leads"}`);
  const { App, answers } = await import("./everyScreen");
  root.render(<App />);
  await until(() => document.querySelector("h1"));
  return () => answers.isFetching({ predicate: ({ queryKey: [name] }) => name !== scene.waitsFor }) > 0;
}

/** Shows the scene, does what it says a person did, and returns when there is nothing more to wait for. */
export async function showScene(root: Root, scene: Scene, look: Look): Promise<void> {
  scriptCore(scene, look);
  const hand = handIn(look.language);
  const busy = await open(root, scene);
  await atRest(busy);
  await scene.does?.(hand);
  if (scene.window === "main") await until(() => document.querySelector("h1"));
  await atRest(busy);
  window.wear = async (next) => {
    await hand.tell({ session: { state: sessionIn(scene, next) } });
    await until(() => {
      const { lang, dataset } = document.documentElement;
      return lang === next.language && dataset["theme"] === next.theme;
    });
    await atRest(busy);
  };
  document.documentElement.dataset["shown"] = "";
}
