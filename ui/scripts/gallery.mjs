// Takes a picture of every scene of the gallery in English light and Thai dark: `node scripts/gallery.mjs FOLDER [NAME...]`
import { mkdirSync } from "node:fs";
import { openGallery } from "./galleryPages.mjs";

const [folder, ...names] = process.argv.slice(2);
if (!folder) throw new Error("Say where the pictures go");
mkdirSync(folder, { recursive: true });

const LOOKS = [
  { lang: "en", theme: "light" },
  { lang: "th", theme: "dark" },
];

let faults = 0;
const gallery = await openGallery();
await gallery.visit(names, async (scene, show) => {
  for (const look of LOOKS) {
    const { page, errors } = await show(look);
    await page.screenshot({ path: `${folder}/${scene.name}.${look.theme}-${look.lang}.png` });
    for (const error of errors) console.log(`${scene.name} ${look.lang}: ${error}`);
    faults += errors.length;
  }
});
await gallery.close();
process.exit(faults === 0 ? 0 : 1);
