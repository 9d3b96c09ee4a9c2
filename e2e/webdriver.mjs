// A W3C WebDriver client for the real window, small enough to read: https://www.w3.org/TR/webdriver2/
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const KEYS = { Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004", Backspace: "\uE003", ArrowDown: "\uE015", ArrowUp: "\uE013",
  ArrowRight: "\uE014", ArrowLeft: "\uE012", Control: "\uE009", Shift: "\uE008", Space: " ", F6: "\uE036", F10: "\uE03A" };

/**
 * A port nobody holds, below those that systems give to outgoing connections: any of them could take it before it is
 * listened on.
 */
export async function freePort() {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const server = createServer().listen(port);
  const isFree = await once(server, "listening").then(() => true, () => false);
  if (!isFree) return freePort();
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts WebKitWebDriver, and through it `binary` with `args` and `env`; the window is ready when this resolves. `enter`
 * is the command line that runs another one where the app is to run.
 */
export async function openWindow(binary, args, env, enter = []) {
  const port = await freePort();
  const [program, ...words] = [...enter, "WebKitWebDriver", `--port=${port}`];
  // A pipe that stays open would keep Node waiting for the app's children, so nothing is inherited.
  const driver = spawn(program, words, {
    stdio: "ignore",
    env: { ...process.env, ...env, TAURI_WEBVIEW_AUTOMATION: "true" },
  });
  const base = `http://127.0.0.1:${port}`;
  await until("WebKitWebDriver answers", async () => (await fetch(`${base}/status`)).ok);
  const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } };
  const { sessionId } = await ask(`${base}/session`, "POST", { capabilities });
  return new Window(driver, `${base}/session/${sessionId}`);
}

function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter((child) => child !== "");
}

/** A driver whose page is gone may never answer; the longest it is asked to wait itself is two minutes, in ms. */
const LONGEST_ANSWER = 180_000;

export async function ask(url, method, body) {
  const answer = await fetch(url, {
    method,
    signal: AbortSignal.timeout(LONGEST_ANSWER),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${url.replace(/^.*\/session\/[^/]*/, "")}: ${value?.error}: ${value?.message}`);
  return value;
}

/** Asks again until `probe` is truthy; what the screen shows is the event a person waits for too. */
export async function until(what, probe, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  let last;
  while (Date.now() < end) {
    try {
      const found = await probe();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    await new Promise((next) => setTimeout(next, 40));
  }
  throw new Error(`waited ${seconds} s for: ${what}${last ? ` (${last.message})` : ""}`);
}

/** Runs in the page: marks what a person would press, by its selector or its name, and notices that it was. */
function markControl({ selector, wanted }) {
  const kinds = "button, a, label, [role=tab], [role=option], [role=menuitem], [role=button], [role=radio]";
  const named = (control) => (control.getAttribute("aria-label") ?? control.innerText ?? "").trim();
  const usable = [...document.querySelectorAll(kinds)].filter((control) => control.checkVisibility() && !control.disabled);
  const begins = (name) => name.startsWith(wanted) && /\s|,/.test(name.charAt(wanted.length));
  const byName = () => usable.find((control) => named(control) === wanted) ?? usable.find((control) => begins(named(control)));
  const found = selector === undefined ? byName() : document.querySelector(selector);
  document.querySelectorAll("[data-journey]").forEach((old) => old.removeAttribute("data-journey"));
  if (!found) return false;
  found.setAttribute("data-journey", "");
  window.journeyMissed = true;
  found.addEventListener("click", () => delete window.journeyMissed, { once: true, capture: true });
  return true;
}

/** The app's window. */
export class Window {
  constructor(driver, url) {
    this.driver = driver;
    this.url = url;
  }

  /** Runs a function in the page and returns what it returns. */
  run(fn, ...args) {
    return ask(`${this.url}/execute/sync`, "POST", { script: `return (${fn}).apply(null, arguments)`, args });
  }

  /** Runs a function that returns a promise in the page, for two minutes at most, and returns what it comes to. */
  async wait(fn, ...args) {
    await ask(`${this.url}/timeouts`, "POST", { script: 120_000 });
    const script = `const done = arguments[arguments.length - 1];
      (${fn}).apply(null, [...arguments].slice(0, -1)).then((value) => done({ value }), (fault) => done({ fault: String(fault) }));`;
    const { value, fault } = await ask(`${this.url}/execute/async`, "POST", { script, args });
    if (fault !== undefined) throw new Error(fault);
    return value;
  }

  /** The first element for a CSS selector, or undefined. */
  async find(selector) {
    const found = await ask(`${this.url}/elements`, "POST", { using: "css selector", value: selector });
    return found[0]?.[ELEMENT];
  }

  /** Waits; what has not come by then is told with what is on the screen instead. */
  async #until(what, probe, seconds) {
    return until(what, probe, seconds).catch(async (fault) => {
      const text = await this.run(() => document.body.innerText.replaceAll(/\s+/g, " ").slice(0, 600)).catch(String);
      throw new Error(`${fault.message}; the screen says: ${text}`);
    });
  }

  /** Waits for an element. */
  see(selector, seconds) {
    return this.#until(`${selector} on the screen`, () => this.find(selector), seconds);
  }

  /** Waits until the page's visible text holds this. */
  seeText(text, seconds) {
    return this.#until(`“${text}” on the screen`, () => this.run((wanted) => document.body.innerText.includes(wanted), text), seconds);
  }

  /** Waits until the page's visible text does not hold this. */
  seeNoText(text, seconds) {
    return this.#until(`no “${text}” on the screen`, () => this.run((wanted) => !document.body.innerText.includes(wanted), text), seconds);
  }

  /** The visible text of an element. */
  async textOf(selector) {
    return ask(`${this.url}/element/${await this.see(selector)}/text`, "GET");
  }

  /** Presses an element. */
  click(selector, seconds) {
    return this.#press(`${selector} pressed`, { selector }, seconds);
  }

  /** Presses the first visible control that is named this, or whose name begins with it. */
  press(name, seconds) {
    return this.#press(`“${name}” pressed`, { wanted: name }, seconds);
  }

  /** What moved away under the click was not pressed, and is pressed where it is now. */
  #press(what, which, seconds) {
    return this.#until(what, async () => {
      const marked = await this.run(markControl, which);
      if (!marked) return false;
      // Between finding and clicking the screen may draw anew; then it is looked for again.
      const control = await this.find("[data-journey]");
      const clicked = ask(`${this.url}/element/${control}/click`, "POST", {});
      // A window that closes under the click takes its answer along; without the window it was hit.
      if (!(await clicked.then(() => true, () => false)) && (await this.#isOpen())) return clicked;
      // A page that went away with the click was hit too.
      return !(await this.run(() => window.journeyMissed === true).catch(() => false));
    }, seconds);
  }

  /** Whether the window it looks at is still there. */
  #isOpen() {
    return ask(`${this.url}/window`, "GET").then(() => true, () => false);
  }

  /** Types into an element, after emptying it. */
  async fill(selector, text) {
    const element = await this.see(selector);
    await ask(`${this.url}/element/${element}/clear`, "POST", {});
    await ask(`${this.url}/element/${element}/value`, "POST", { text });
  }

  /** Presses keys one after the other; "Control+k" holds Control. */
  async keys(...strokes) {
    const actions = strokes.flatMap((stroke) => {
      const parts = stroke === "+" ? ["+"] : stroke.split("+").map((part) => KEYS[part] ?? part);
      return [
        ...parts.map((value) => ({ type: "keyDown", value })),
        ...parts.toReversed().map((value) => ({ type: "keyUp", value })),
      ];
    });
    await ask(`${this.url}/actions`, "POST", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** Types text into whatever has the focus. */
  async type(text) {
    await this.keys(...Array.from(text));
  }

  /** Goes to the window that shows this page, once there is one, and does something there; here if none is named. */
  async inWindow(page, work) {
    if (page === undefined) return work();
    const own = await ask(`${this.url}/window`, "GET");
    const go = (handle) => ask(`${this.url}/window`, "POST", { handle });
    try {
      await until(`a window with ${page}`, async () => {
        for (const handle of await ask(`${this.url}/window/handles`, "GET")) {
          await go(handle);
          if ((await this.run(() => location.pathname)) === page) return true;
        }
        return false;
      });
      return await work();
    } finally {
      await go(own);
    }
  }

  /** Keeps a picture. */
  async picture(file) {
    // WebKit takes the picture with the next frame, and a screen on which nothing moves draws none: one pixel moves.
    await this.run(() => {
      const pixel = document.createElement("i");
      pixel.id = "journey-picture";
      pixel.ariaHidden = "true";
      Object.assign(pixel.style, { position: "fixed", inset: "auto 0 0 auto", width: "1px", height: "1px", background: "gray" });
      document.documentElement.append(pixel);
      pixel.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 500, iterations: Infinity });
    });
    await writeFile(file, Buffer.from(await ask(`${this.url}/screenshot`, "GET"), "base64"));
    await this.run(() => document.getElementById("journey-picture")?.remove());
  }

  /** Ends the session, and with it the app. A driver that is ended too early leaves the app running. */
  async close() {
    await ask(this.url, "DELETE").catch(() => undefined);
    await until("the app has ended", () => childrenOf(this.driver.pid).length === 0);
    this.end();
  }

  /** Ends the driver; the app must be gone or be ended by its own id. */
  end() {
    this.driver.kill();
  }
}
