// D5 and D6: from a person's change to the screen that shows it, and from another's.
import { percentiles, tell } from "./figures.mjs";
import { until } from "../webdriver.mjs";

const ROUNDS = 60;
const STAGES = ["MQL", "SQL"];

/** Runs in the page: chooses other stages on the client's page and tells the milliseconds until each was painted. */
async function chooseStages(rounds, stages) {
  const seen = (probe) => new Promise((done) => {
    const look = () => (probe() ? (watch.disconnect(), done()) : undefined);
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const button = () => document.querySelector("button[aria-label^='Stage']");
  const choice = (stage) => [...document.querySelectorAll("[role^=menuitem]")].find((item) => item.innerText.trim() === stage);
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const stage = stages.find((each) => !button().ariaLabel.endsWith(each));
    button().click();
    await seen(() => choice(stage));
    const begun = performance.now();
    choice(stage).click();
    await seen(() => button()?.ariaLabel.endsWith(stage));
    await painted();
    times.push(performance.now() - begun);
    await seen(() => choice(stage) === undefined);
  }
  return times;
}

/** Runs in an empty page: a click that changes a word, and the milliseconds until each was painted. */
async function changeWords(rounds) {
  const button = document.body.appendChild(document.createElement("button"));
  button.addEventListener("click", () => { button.innerText = button.innerText === "MQL" ? "SQL" : "MQL"; });
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    button.click();
    await painted();
    times.push(performance.now() - begun);
  }
  return times;
}

/** Changes the stage of the first client of the list over and over; beside it a word in an empty window. */
export async function measureOwnChanges(window, openEmpty) {
  const empty = await openEmpty();
  const reference_ms = percentiles(await empty.wait(changeWords, ROUNDS));
  await empty.close();
  await window.click("[role=row][data-index] a");
  await window.see("button[aria-label^='Stage']");
  const ms = percentiles(await window.wait(chooseStages, ROUNDS, STAGES));
  tell({ goal: "D5", what: "choice to painted", ms, reference: "a word in an empty window", reference_ms });
  await window.press("Leads");
  await window.see("[role=row][data-index] a");
}

/** Another person renames the client that is open here. */
export async function measureOthersChanges(window, colleague) {
  await window.click("[role=row][data-index] a");
  await window.see("h1");
  const id = await window.run(() => location.href.match(/[0-9a-f-]{36}/)[0]);
  const [sinceAsked, sinceAnswered] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const company_name = `Renamed ${round} of ${ROUNDS}`;
    await window.run((wanted) => {
      delete globalThis.paintedAt;
      const watch = new MutationObserver(() => {
        if (!document.body.textContent.includes(wanted)) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => (globalThis.paintedAt = performance.timeOrigin + performance.now())));
      });
      watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    }, company_name);
    const asked = performance.timeOrigin + performance.now();
    await colleague("PATCH", `/api/clients/${id}`, { company_name });
    const answered = performance.timeOrigin + performance.now();
    const painted = await until("painted", () => window.run(() => globalThis.paintedAt));
    sinceAsked.push(painted - asked);
    sinceAnswered.push(painted - answered);
  }
  tell({ goal: "D6", what: "another's request sent to painted here", ms: percentiles(sinceAsked) });
  tell({ goal: "D6", what: "another's request answered to painted here", ms: percentiles(sinceAnswered) });
  await window.press("Leads");
  await window.see("[role=row][data-index] a");
}
