// Every screen of a call in the app, one after the other; for pictures and for checks of all of them.
import { people, signIn } from "./leadline.mjs";
import { bothHear, dial, ringsNoMore, startOffice } from "./office.mjs";

const RING = "/ring.html";
const GROUP = { id: "0190f000-0000-7000-8000-00000000a001", name: "ฝ่ายขายโซลาร์" };

/** An agent at the app and a customer who calls. */
export async function startCallWalk(name) {
  const office = await startOffice(name);
  const window = await office.openDesk("desk");
  office.speak();
  const browser = await office.openCustomer();
  const second = await office.openCustomer({ name: "Mali Saelim" });
  return { office, window, browser, second, end: () => office.end() };
}

/** Walks through a call; `visit` is called with the name of each screen, and with the page it is on unless the main one. */
export async function walkACall({ office, window, browser, second }, visit) {
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
  await walkASecondCall({ office, window, browser, second }, visit);
  await walkPassingOn({ office, window, browser, second }, visit);
}

async function walkASecondCall({ office, window, browser, second }, visit) {
  await office.available();
  await browser.press("Choose somebody");
  await dial(browser);
  await window.press("Answer");
  await bothHear(office, browser);
  await dial(second);
  await window.inWindow(RING, () => window.seeText("Mali Saelim"));
  await visit("call-window-second", RING);
  await window.press("Hold and answer");
  await bothHear(office, second);
  await visit("call-waiting");
  // Until the server has counted both in, whoever hangs up calls it off.
  await second.see("[role=timer]");
  await second.press("End");
  await second.seeText("The call is over");
  await browser.press("End");
  await window.seeText("How did it go?");
}

/** Whoever talks is called once more, and a colleague of their group could take it. */
async function walkPassingOn({ office, window, browser, second }, visit) {
  await bothWrittenDown(window);
  await office.available();
  await groupWithAdmin(office);
  const chief = await office.openDesk("chief", {}, people.admin);
  for (const customer of [browser, second]) await customer.press("Choose somebody");
  await dial(browser);
  await window.press("Answer");
  await bothHear(office, browser);
  await window.press("Keep working");
  await window.press("Leads");
  await dial(second);
  await window.inWindow(RING, () => window.seeText(`${GROUP.name} is next in line.`));
  await visit("call-pass-on", RING);
  await visit("call-pass-on-bar");
  await window.press("Pass on");
  await second.seeText(`Ringing ${GROUP.name}`);
  await ringsNoMore(window);
  await chief.press("Decline");
  await browser.press("End");
  await window.seeText("How did it go?");
  await chief.close();
}

async function bothWrittenDown(window) {
  await window.press("Skip");
  await window.seeText("Daniel Mercer");
  await window.press("Skip");
  await window.seeNoText("How did it go?");
}

async function groupWithAdmin(office) {
  const admin = await signIn(office.server, people.admin);
  const { members } = await admin("GET", "/api/team/members");
  const ids = [people.agent, people.admin].map(({ email }) => members.find((member) => member.email === email).profile_id);
  await admin("PUT", "/api/voip/groups", { groups: [{ ...GROUP, members: ids }] });
}
