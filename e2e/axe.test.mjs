// Every screen in both languages and themes keeps the rules for people who see, hear or move otherwise.
import assert from "node:assert/strict";
import { afterEach, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { startCallWalk, walkACall } from "./call-screens.mjs";
import { isShownAs, looks, showAs, walk } from "./screens.mjs";
import { startTour } from "./tour.mjs";
import { until } from "./webdriver.mjs";

let tour, call, axe;

before(async () => {
  axe = await readFile(new URL("../ui/node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
});

afterEach(async () => {
  await tour?.end();
  await call?.end();
  tour = call = undefined;
});

/** What axe finds on the screen: each rule with the elements that break it. */
async function violations(window) {
  if (!(await window.run(() => "axe" in window))) await window.run(`() => { ${axe} }`);
  await window.run(() => {
    window.found = undefined;
    void window.axe.run({ resultTypes: ["violations"] }).then(
      (result) => (window.found = result.violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`))),
      (failure) => (window.found = [`axe failed: ${failure}`]),
    );
  });
  return until("axe has looked", () => window.run(() => window.found));
}

test("no screen breaks a rule of accessibility", async () => {
  tour = await startTour("axe");
  const found = [];
  await walk(tour, async (name) => {
    for (const look of looks) {
      await showAs(tour.window, look);
      for (const broken of await violations(tour.window)) found.push(`${name}, ${look.language}, ${look.theme}: ${broken}`);
    }
  });
  assert.deepEqual(found, []);
});

test("no screen of a call breaks a rule of accessibility", async () => {
  call = await startCallWalk("axe-call");
  const { window } = call;
  const found = [];
  await walkACall(call, async (name, page) => {
    for (const look of looks) {
      await showAs(window, look);
      await window.inWindow(page, async () => {
        await isShownAs(window, look);
        for (const broken of await violations(window)) found.push(`${name}, ${look.language}, ${look.theme}: ${broken}`);
      });
    }
    await showAs(window, looks[0]);
  });
  assert.deepEqual(found, []);
});
