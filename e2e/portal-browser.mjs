// An ordinary browser for the portal: headless Chromium through its own driver, with a tone as its microphone and a
// moving picture as its camera.
import { spawn } from "node:child_process";
import { ask, freePort, until, Window } from "./webdriver.mjs";

const ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
];

/**
 * Opens a browser; `microphone` and `camera` are what its person has allowed, `voice` is a file of sound that the
 * microphone hears, `face` a file of pictures that the camera sees; `sound` leads to a PulseAudio whose devices are used
 * instead.
 */
export async function openBrowser({
  microphone = true, camera = true, language = "en", dark = false, phone = false, voice, face, sound,
} = {}) {
  const port = await freePort();
  const driver = spawn("chromedriver", [`--port=${port}`], { stdio: "ignore", env: { ...process.env, ...sound } });
  const base = `http://127.0.0.1:${port}`;
  await until("chromedriver answers", async () => (await fetch(`${base}/status`)).ok);
  const allowed = (is) => (is ? 1 : 2);
  const capabilities = {
    alwaysMatch: {
      "goog:chromeOptions": {
        args: [
          ...ARGUMENTS,
          `--lang=${language}`,
          phone ? "--window-size=390,844" : "--window-size=1280,800",
          ...(sound ? [] : ["--use-fake-device-for-media-stream"]),
          ...(voice ? [`--use-file-for-fake-audio-capture=${voice}`] : []),
          ...(face ? [`--use-file-for-fake-video-capture=${face}`] : []),
          ...(dark ? ["--blink-settings=preferredColorScheme=0"] : []),
        ],
        prefs: {
          "intl.accept_languages": language,
          "profile.default_content_setting_values.media_stream_mic": allowed(microphone),
          "profile.default_content_setting_values.media_stream_camera": allowed(camera),
        },
      },
      unhandledPromptBehavior: "accept",
    },
  };
  const { sessionId } = await ask(`${base}/session`, "POST", { capabilities });
  return new Browser(driver, `${base}/session/${sessionId}`);
}

/** A browser window with an address line. */
export class Browser extends Window {
  async open(url) {
    await ask(`${this.url}/url`, "POST", { url });
  }

  /** The system's choice between light and dark, and the size of the screen, as the developer tools pretend them. */
  async looksLike({ dark, width, height }) {
    await this.devtools("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }],
    });
    await this.devtools("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 600 });
  }

  devtools(cmd, params) {
    return ask(`${this.url}/goog/cdp/execute`, "POST", { cmd, params });
  }

  /** Closes the only tab, as a person does in the middle of something, and opens an empty one. */
  async closeTab() {
    const { handle } = await ask(`${this.url}/window/new`, "POST", { type: "tab" });
    await ask(`${this.url}/window`, "DELETE");
    await ask(`${this.url}/window`, "POST", { handle });
  }
}
