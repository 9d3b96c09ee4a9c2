// Pictures of every screen in the real window, in English and light and in Thai and dark, into the folder named first.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { showAs, walk } from "./screens.mjs";
import { startTour } from "./tour.mjs";

const folder = process.argv[2];
if (!folder) throw new Error("take the pictures by `cargo xtask screenshots`");
await mkdir(folder, { recursive: true });

const tour = await startTour("screenshots");
try {
  await walk(tour, async (name) => {
    for (const look of [{ language: "en", theme: "light" }, { language: "th", theme: "dark" }]) {
      await showAs(tour.window, look);
      await tour.window.picture(join(folder, `${name}.${look.theme}-${look.language}.png`));
    }
  });
} finally {
  await tour.end();
}
