// A livekit-server of a journey's own, which outlives the server that sends calls there, and which can stand still as
// if the network had been cut, and break down.
import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { place } from "./leadline.mjs";
import { end } from "./program.mjs";
import { freePort, until } from "./webdriver.mjs";

const KEY = "journey";
const SECRET = "secret-of-the-journeys-long-enough-to-sign-with";

/** Starts one that says what happens in its rooms to the server at `tells`. */
export async function startMediaServer(name, tells) {
  const [port, tcp_port, udp_port] = [await freePort(), await freePort(), await freePort()];
  const settings = {
    port,
    rtc: { tcp_port, udp_port },
    keys: { [KEY]: SECRET },
    webhook: { api_key: KEY, urls: [`${tells}/api/webhooks/livekit`] },
  };
  const log = openSync(join(await place(name), "livekit.log"), "a");
  const start = async () => {
    const child = spawn(process.env.LEADLINE_LIVEKIT_SERVER, ["--bind", "127.0.0.1", "--node-ip", "127.0.0.1"], {
      stdio: ["ignore", log, log], env: { ...process.env, LIVEKIT_CONFIG: JSON.stringify(settings) },
    });
    await until("the media server answers", async () => (await fetch(`http://127.0.0.1:${port}`)).ok);
    return child;
  };
  let child = await start();
  return {
    /** Leads a server to it. */
    environment: { LIVEKIT_URL: `ws://127.0.0.1:${port}`, LIVEKIT_API_KEY: KEY, LIVEKIT_API_SECRET: SECRET },
    /** From now on nothing comes from it and nothing is refused: for both sides the network is cut. */
    standStill: () => child.kill("SIGSTOP"),
    goOn: () => child.kill("SIGCONT"),
    async startAgain() { child = await start(); },
    end: () => end(child, "SIGKILL"),
  };
}
