// Every screen of a call in the app, one after the other; for pictures and for checks of all of them.
import { bothHear, dial, startOffice } from "./office.mjs";

const RING = "/ring.html";

/** An agent at the app and a customer who calls. */
export async function startCallWalk(name) {
  const office = await startOffice(name);
  const window = await office.openDesk("desk");
  office.speak();
  return { office, window, browser: await office.openCustomer(), end: () => office.end() };
}

/** Walks through a call; `visit` is called with the name of each screen, and with the page it is on unless the main one. */
export async function walkACall({ office, window, browser }, visit) {
  await dial(browser);
  await window.inWindow(RING, () => window.seeText("Daniel Mercer"));
  await visit("call-window", RING);
  await visit("call-ring-bar");
  await window.press("Answer");
  await bothHear(office, browser);
  await window.see("textarea");
  await visit("call-stage");
  await window.press("Transfer or add");
  await window.seeText("Prasert Thongchai");
  await visit("call-bring-in");
  await window.keys("Escape");
  await window.seeNoText("Ask first");
  await window.press("Keep working");
  await window.press("Leads");
  await window.see("[role=row][data-index] a");
  await visit("call-bar");
  await browser.press("End");
  await window.seeText("How did it go?");
  await visit("call-wrap-up");
  await window.press("Skip");
  await window.press("Calls");
  await window.seeText("Colleagues");
  await window.see("main li");
  await visit("calls");
  await window.run(() => void (location.hash = "#/settings?part=sound"));
  await window.seeText("Microphone");
  await visit("settings-sound");
}
