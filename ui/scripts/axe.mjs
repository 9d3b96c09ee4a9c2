// Every scene of the gallery, in both languages and themes, keeps the rules for people who see, hear or move otherwise,
// as axe knows them. `node scripts/axe.mjs [NAME...]`
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openGallery } from "./galleryPages.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** The rules that read colours, which is all that differs between the themes of a language. */
const COLOURS = ["color-contrast", "link-in-text-block"];
const LOOKS = [
  { lang: "en", theme: "light" },
  { lang: "en", theme: "dark", only: COLOURS },
  { lang: "th", theme: "dark" },
  { lang: "th", theme: "light", only: COLOURS },
];
/** A window without a page round it needs no landmarks. */
const NOT_IN_THE_RING = { region: { enabled: false }, "landmark-one-main": { enabled: false } };

/** What axe finds on the page: each rule with the elements that break it. */
async function violations(page, window, only) {
  const rules = window === "ring" ? NOT_IN_THE_RING : {};
  return page.evaluate(
    async (options) => {
      const { violations: broken } = await globalThis.axe.run(options);
      return broken.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
    },
    { resultTypes: ["violations"], rules, ...(only && { runOnly: only }) },
  );
}

const faults = [];
const began = performance.now();
let looked = 0;
const gallery = await openGallery();
await gallery.visit(
  process.argv.slice(2),
  async (scene, show) => {
    const { page, errors } = await show(LOOKS[0]);
    for (const error of errors) faults.push(`${scene.name}: ${error}`);
    for (const { lang, theme, only } of errors.length === 0 ? LOOKS : []) {
      if (lang !== LOOKS[0].lang || theme !== LOOKS[0].theme)
        await page.evaluate((look) => globalThis.wear(look), { language: lang, theme });
      const found = await violations(page, scene.window, only);
      faults.push(...found.map((fault) => `${scene.name}, ${lang}, ${theme}: ${fault}`));
      looked += 1;
    }
  },
  axe,
);
await gallery.close();
for (const fault of faults) console.log(fault);
console.log(
  `axe looked ${looked} times and found ${faults.length} faults, ${Math.round((performance.now() - began) / 1000)} s`,
);
process.exit(faults.length === 0 ? 0 : 1);
