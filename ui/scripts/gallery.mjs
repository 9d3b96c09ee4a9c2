// Looks at every scene of the gallery in English light and Thai dark: takes its picture and asks axe for faults.
// `node scripts/gallery.mjs FOLDER [NAME...]`
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build, preview } from "vite";

const [folder, ...names] = process.argv.slice(2);
if (!folder) throw new Error("Say where the pictures go");
mkdirSync(folder, { recursive: true });

const SIZE = { ring: { width: 380, height: 260 }, main: { width: 1440, height: 900 } };
const LOOKS = [
  { lang: "en", theme: "light" },
  { lang: "th", theme: "dark" },
];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const root = fileURLToPath(new URL("../", import.meta.url));
const outDir = mkdtempSync(join(tmpdir(), "leadline-gallery-"));
await build({ root, logLevel: "error", build: { outDir, rolldownOptions: { input: "gallery.html" } } });
const server = await preview({ root, logLevel: "error", build: { outDir }, preview: { port: 0, strictPort: false } });
const [address] = server.resolvedUrls.local;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });

/** The named scenes, as the gallery lists them. */
async function scenes() {
  const page = await browser.newPage();
  await page.goto(`${address}gallery.html`);
  const found = await page.$$eval("[data-scene]", (sections) =>
    sections.map(({ dataset }) => ({ name: dataset.scene, window: dataset.window })),
  );
  await page.close();
  return names.length === 0 ? found : found.filter(({ name }) => names.some((each) => name.startsWith(each)));
}

let faults = 0;
for (const { name, window } of await scenes()) {
  for (const { lang, theme } of LOOKS) {
    const page = await browser.newPage({ viewport: SIZE[window] });
    page.on("pageerror", (error) => console.log(`${name} ${lang}: ${error.message}`));
    await page.goto(`${address}gallery.html?scene=${name}&lang=${lang}&theme=${theme}`);
    await page.waitForFunction(() => document.fonts.status === "loaded" && document.querySelector("#root > *"));
    await page.waitForTimeout(1_000);
    await page.screenshot({ path: `${folder}/${name}.${theme}-${lang}.png` });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    for (const { id, nodes } of violations) {
      // A window without a page round it needs no landmarks.
      if (window === "ring" && (id === "region" || id === "landmark-one-main")) continue;
      faults += 1;
      console.log(`${name} ${lang} ${theme}: ${id} ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
    }
    await page.close();
  }
}
await browser.close();
await server.close();
rmSync(outDir, { recursive: true });
console.log(faults === 0 ? "axe finds nothing" : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
