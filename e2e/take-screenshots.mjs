// Pictures of every screen, in English and light and in Thai and dark, into the folder named first: of the app in the
// real window, of the portal in a browser and on a telephone too. A second word, `app`, `alone`,
// `call` or `portal`, takes only those.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startAlone, walkAlone } from "./alone-screens.mjs";
import { LOOKS, SIZES, startWalk, walk as walkThePortal, wear } from "./portal-screens.mjs";
import { startCallWalk, walkACall } from "./call-screens.mjs";
import { isShownAs, looks, showAs, walk } from "./screens.mjs";
import { startTour } from "./tour.mjs";

const [folder, only] = process.argv.slice(2);
if (!folder) throw new Error("take the pictures by `cargo xtask screenshots`");
await mkdir(folder, { recursive: true });

const SHOWN = [{ language: "en", theme: "light" }, { language: "th", theme: "dark" }];

async function picturesOf(start, walkIt, name) {
  const begun = await start(name);
  const { window } = begun;
  try {
    await walkIt(begun, async (screen) => {
      for (const look of SHOWN) {
        await showAs(window, look);
        await window.picture(join(folder, `${screen}.${look.theme}-${look.language}.png`));
      }
      await showAs(window, looks[0]);
    });
  } finally {
    await begun.end();
  }
}

async function picturesOfACall() {
  const call = await startCallWalk("call-screenshots");
  const { window } = call;
  try {
    await walkACall(call, async (name, page) => {
      for (const look of SHOWN) {
        await showAs(window, look);
        await window.inWindow(page, async () => {
          await isShownAs(window, look);
          await window.picture(join(folder, `${name}.${look.theme}-${look.language}.png`));
        });
      }
      await showAs(window, looks[0]);
    });
  } finally {
    await call.end();
  }
}

async function picturesOfThePortal() {
  const portal = await startWalk("portal-screenshots");
  try {
    await walkThePortal(portal, async (browser, name) => {
      for (const size of SIZES) {
        for (const look of LOOKS.filter(({ name }) => name === "light-en" || name === "dark-th")) {
          await wear(browser, look, size);
          await browser.picture(join(folder, `${name}.${size.name}.${look.name}.png`));
        }
      }
      await wear(browser, LOOKS[0], SIZES[0]);
    });
  } finally {
    await portal.end();
  }
}

if (!only || only === "app") await picturesOf(startTour, walk, "screenshots");
if (!only || only === "alone") await picturesOf(startAlone, walkAlone, "alone-screenshots");
if (!only || only === "call") await picturesOfACall();
if (!only || only === "portal") await picturesOfThePortal();
