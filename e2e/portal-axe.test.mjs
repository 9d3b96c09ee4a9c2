// Every screen of the portal, in both languages and themes and on a telephone too, keeps the rules for people who see,
// hear or move otherwise, and its targets are large enough for a thumb.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { LOOKS, SIZES, startWalk, walk, wear } from "./portal-screens.mjs";

const THUMB = 44;

let tour, axe;

before(async () => {
  axe = await readFile(new URL("../ui/node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
  tour = await startWalk("portal-axe");
});

after(() => tour?.end());

async function violations(browser) {
  if (!(await browser.run(() => "axe" in window))) await browser.run(`() => { ${axe} }`);
  return browser.wait(async () => {
    const { violations: broken } = await window.axe.run({ resultTypes: ["violations"] });
    return broken.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
  });
}

/** What can be pressed and is smaller than a thumb. */
function small(least) {
  return [...document.querySelectorAll("button, a, select, [role=switch]")]
    .filter((control) => control.checkVisibility())
    .map((control) => ({ control, box: control.getBoundingClientRect() }))
    .filter(({ box }) => box.width < least - 0.5 || box.height < least - 0.5)
    .map(({ control, box }) => `${control.textContent} is ${Math.round(box.width)} by ${Math.round(box.height)}`);
}

test("no screen of the portal breaks a rule of accessibility", async () => {
  const found = [];
  await walk(tour, async (browser, name) => {
    for (const size of SIZES) {
      for (const look of LOOKS) {
        await wear(browser, look, size);
        const problems = [...(await violations(browser)), ...(await browser.run(small, THUMB))];
        const wide = await browser.run(() => document.documentElement.scrollWidth > window.innerWidth);
        if (wide) problems.push("wider than the screen");
        for (const problem of problems) found.push(`${name}, ${size.name}, ${look.name}: ${problem}`);
      }
    }
    await wear(browser, LOOKS[0], SIZES[0]);
  });
  assert.deepEqual(found, []);
});
