// Every screen in both languages and themes keeps the rules for people who see, hear or move otherwise.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { violations } from "./accessibility.mjs";
import { startCallWalk, walkACall } from "./call-screens.mjs";
import { isShownAs, looks, showAs, walk } from "./screens.mjs";
import { startTour } from "./tour.mjs";

let tour, call;

afterEach(async () => {
  await tour?.end();
  await call?.end();
  tour = call = undefined;
});

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
