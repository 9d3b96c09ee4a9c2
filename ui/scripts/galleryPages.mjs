// The gallery in a browser without a window, one scene a page.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build, preview } from "vite";

/** Pages shown side by side: while one waits for its next frame, others go on. */
const PAGES = 3;
/** A scene that is not there by then never comes. */
const LONGEST = 30_000;
const SIZE = { ring: { width: 380, height: 260 }, main: { width: 1440, height: 900 } };

/** Builds the gallery and opens it. */
export async function openGallery() {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const outDir = mkdtempSync(join(tmpdir(), "leadline-gallery-"));
  await build({ root, logLevel: "error", build: { outDir, rolldownOptions: { input: "gallery.html" } } });
  const server = await preview({
    root,
    logLevel: "error",
    build: { outDir },
    preview: { port: 0, strictPort: false, headers: { "Cache-Control": "max-age=3600" } },
  });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
  return new Gallery(`${server.resolvedUrls.local[0]}gallery.html`, browser, async () => {
    await browser.close();
    await server.close();
    rmSync(outDir, { recursive: true });
  });
}

class Gallery {
  constructor(address, browser, close) {
    this.address = address;
    this.browser = browser;
    this.close = close;
  }

  /**
   * Calls `visit(scene, show)` for every scene whose name begins with one of these, or for all; every page runs `script`
   * before its own.
   */
  async visit(names, visit, script = "") {
    const rest = (await this.scenes()).filter(
      ({ name }) => names.length === 0 || names.some((each) => name.startsWith(each)),
    );
    const walk = async () => {
      // A context each, so that each has a process; one page of it, so that scripts are fetched and compiled once.
      const page = await this.browser.newPage({ reducedMotion: "reduce" });
      await page.addInitScript(script);
      for (let scene = rest.shift(); scene; scene = rest.shift()) {
        const here = scene;
        await visit(here, (look) => this.show(page, here, look));
      }
    };
    await Promise.all(Array.from({ length: PAGES }, walk));
  }

  /** The scenes as the gallery lists them. */
  async scenes() {
    const page = await this.browser.newPage();
    await page.goto(this.address);
    const found = await page.$$eval("[data-scene]", (sections) =>
      sections.map(({ dataset }) => ({ name: dataset.scene, window: dataset.window })),
    );
    await page.close();
    return found;
  }

  /** Shows the scene on the page until nothing is under way any more; answers with the page and what went wrong. */
  async show(page, { name, window }, { lang, theme }) {
    const errors = [];
    page.removeAllListeners("pageerror").on("pageerror", (error) => errors.push(error.message));
    await page.setViewportSize(SIZE[window]);
    await page.goto(`${this.address}?scene=${name}&lang=${lang}&theme=${theme}`);
    const shown = page.waitForSelector("html[data-shown]", { state: "attached", timeout: LONGEST });
    await shown.catch(() => errors.push("does not get as far as the scene says"));
    return { page, errors };
  }
}
