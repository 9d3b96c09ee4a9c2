// Every screen of the portal, one after the other, in the looks a customer may have.
import { agentOnline, openPortal, invite } from "./portal-people.mjs";
import { startServer } from "./leadline.mjs";
import { openBrowser } from "./portal-browser.mjs";
import { until } from "./webdriver.mjs";

/** Language, theme and screen of a customer. */
export const LOOKS = [
  { name: "light-en", language: "en", dark: false },
  { name: "dark-en", language: "en", dark: true },
  { name: "light-th", language: "th", dark: false },
  { name: "dark-th", language: "th", dark: true },
];
export const SIZES = [
  { name: "desktop", width: 1280, height: 800 },
  { name: "phone", width: 390, height: 844 },
];

const CALL = "[data-kind='primary'][aria-label*='Naphat']";

/** The first button that asks for this. */
const primary = (browser) => browser.click("main button[data-kind='primary']");

/** A server, an agent and somebody who walks. */
export async function startWalk(name) {
  const server = await startServer(name, 50);
  const agent = await agentOnline(server);
  const end = async () => {
    await agent.close();
    await server.stop();
  };
  return { server, agent, end };
}

/** Shows each screen and calls `look(browser, name)` at it. */
export async function walk({ server, agent }, look) {
  await outside(server, look);
  await withoutMicrophone(server, look);
  const browser = await openPortal(server);
  try {
    await look(browser, "portal-people");
    await browser.click(CALL);
    await browser.see("video");
    await until("a voice was heard", () => browser.run(() => document.querySelector("[role=status] svg") !== null));
    await look(browser, "portal-check");
    await primary(browser);
    const call = await agent.call("ringing");
    await look(browser, "portal-dialling");
    await agent.accept(call, { camera: true });
    await browser.see("[role=timer]");
    await until("both pictures move", () => browser.run(() =>
      [...document.querySelectorAll("video")].filter((video) => video.videoWidth > 0 && video.currentTime > 0.2).length === 2));
    await look(browser, "portal-talk");
    await browser.click("[aria-expanded]");
    await browser.see("select");
    await look(browser, "portal-talk-devices");
    await agent.hangUp(call);
    await browser.see("[role=status] h1");
    await look(browser, "portal-over");
    await primary(browser);
    await look(browser, "portal-nobody");
    await browser.open(`${server.url}/portal/#/history`);
    await browser.see("main li");
    await look(browser, "portal-history");
    await agent.leaveRoom();
    await agent.available();
    const customer = await browser.run(() => JSON.parse(localStorage.getItem("leadline-portal-session")).customerId);
    const ringing = await agent.callCustomer(customer, "video");
    await browser.see("[role=alertdialog]");
    await look(browser, "portal-rings");
    await agent.hangUp(ringing);
  } finally {
    await agent.hangUpAll();
    await agent.leaveRoom();
    await agent.available();
    await browser.close();
  }
}

/** Before the invitation is used, and after. */
async function outside(server, look) {
  const link = await invite(server);
  const browser = await openBrowser();
  try {
    await browser.open(`${server.url}/portal/`);
    await browser.see("h1");
    await look(browser, "portal-no-session");
    await browser.open(link);
    await primary(browser);
    await browser.see("nav");
    await browser.run(() => localStorage.clear());
    await browser.open("about:blank");
    await browser.open(link);
    await browser.see("main button");
    await look(browser, "portal-invitation");
    await primary(browser);
    await browser.see("[role=alert]");
    await look(browser, "portal-invitation-used");
  } finally {
    await browser.close();
  }
}

async function withoutMicrophone(server, look) {
  const browser = await openPortal(server, { microphone: false });
  try {
    await browser.click(CALL);
    await browser.see("[role=alert]");
    await look(browser, "portal-microphone-refused");
  } finally {
    await browser.close();
  }
}

/** Puts on another look without leaving the screen. */
export async function wear(browser, { language, dark }, { width, height }) {
  await browser.looksLike({ dark, width, height });
  // As if it had been chosen in another tab: a running call has the page to itself.
  await browser.run((chosen) => {
    const key = "leadline-portal-language";
    localStorage.setItem(key, chosen);
    window.dispatchEvent(new StorageEvent("storage", { key, newValue: chosen }));
  }, language);
  await until("the look is on", () => browser.run((theme, lang) => {
    const root = document.documentElement;
    return root.dataset.theme === theme && root.lang === lang;
  }, dark ? "dark" : "light", language));
}
