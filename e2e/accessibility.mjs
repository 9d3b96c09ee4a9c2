// The rules for people who see, hear or move otherwise, as axe knows them.
import { readFileSync } from "node:fs";
import { until } from "./webdriver.mjs";

const axe = readFileSync(new URL("../ui/node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** What axe finds on the screen: each rule with the elements that break it. */
export async function violations(window) {
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
