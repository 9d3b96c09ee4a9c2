// The demo's customer: node demo-customer.mjs SERVER prints the link of an invitation to the portal, and with `call` a
// browser uses it and rings the demo's agent.
import { openBrowser } from "./portal-browser.mjs";
import { inviteOneOfTheAgents } from "./portal-people.mjs";

/** Seconds until the app has been started, has signed in and can be called. */
const AGENT_COMES = 180;

const [url, calls] = process.argv.slice(2);
const link = await inviteOneOfTheAgents({ url });
console.log(link);
if (calls === "call") {
  const browser = await openBrowser();
  const leave = () => browser.close().finally(() => process.exit());
  for (const end of ["SIGTERM", "SIGINT"]) process.once(end, leave);
  await browser.open(link);
  await browser.press("Open the page");
  await browser.click("[aria-label='Voice call with Naphat Srisuk']:not(:disabled)", AGENT_COMES);
  await browser.press("Call now");
  await browser.seeText("Ringing Naphat");
  console.log("A customer rings: answer in the app.");
  // The browser is the customer's telephone: it stays until the demo ends.
  setInterval(() => undefined, 60_000);
}
