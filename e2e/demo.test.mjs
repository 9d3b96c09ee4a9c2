// The README's first command: from a checkout to an app with leads in it, and a customer who rings.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { endOf } from "./program.mjs";
import { until } from "./webdriver.mjs";

/** A window with a list in it shows more colours; an empty one has its frame's. */
const DRAWN = 300;

let demo;

after(() => demo?.kill("SIGINT"));

test("the demo shows its app on a screen of its own, a customer rings, and Ctrl C ends everything", async () => {
  const { DISPLAY: _screen, WAYLAND_DISPLAY: _other, ...environment } = process.env;
  const began = Date.now();
  demo = spawn("cargo", ["xtask", "demo", "--leads", "300", "--call"], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  demo.stdout.on("data", (chunk) => { said += chunk; });
  const says = (words, seconds) => until(`the demo says ${words}`, () => {
    assert.equal(demo.exitCode, null, `it ended:\n${said}`);
    return said.match(words);
  }, seconds);

  const [, url] = await says(/Server: (\S+)/, 300);
  const [, pictures] = await says(/Pictures of the virtual screen are kept in (.+)/, 60);
  await says(/A customer rings/, 60);
  const picture = join(pictures, "after-12-seconds.png");
  const isNew = () => (statSync(picture, { throwIfNoEntry: false })?.mtimeMs ?? 0) > began;
  await until("a picture is kept", isNew, 60);
  assert.ok(Number(execFileSync("convert", [picture, "-format", "%k", "info:"])) > DRAWN, "nothing is to be seen");

  demo.kill("SIGINT");
  assert.deepEqual(await endOf(demo), [0, null]);
  await assert.rejects(fetch(`${url}/healthz`), "the server goes on");
});
