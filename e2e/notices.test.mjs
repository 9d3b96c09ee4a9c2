// What comes up while one works, shown by a real daemon for notifications, and the bell that keeps it.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { startNotificationBus } from "./computer.mjs";
import { closeByKeyboard, openWindows, startWindowManager } from "./file-dialog.mjs";
import { picture, screenPicture } from "./leadline.mjs";
import { dial, startOffice } from "./office.mjs";
import { looks, showAs } from "./screens.mjs";
import { ask, until } from "./webdriver.mjs";

/** Far enough ahead that a task is planned before it is due, in ms. */
const SOON = 1_500;
const ALL_DAY = { from: 0, until: 0, days: [0, 1, 2, 3, 4, 5, 6] };

let office, notifications, endWindowManager, desk, client, me;

before(async () => {
  office = await startOffice("notices");
  endWindowManager = startWindowManager();
  notifications = await startNotificationBus("notices");
  await notifications.putDaemon();
  desk = await office.openDesk("desk", notifications.environment);
  await showAs(desk, looks[0]);
  me = (await core("session", {})).account.profile_id;
  [client] = (await office.agent("GET", "/api/leads?limit=200")).clients;
});

after(async () => {
  await office?.end();
  await notifications?.end();
  endWindowManager?.();
});

const core = (name, request) =>
  desk.wait((command, asked) => window.__TAURI_INTERNALS__.invoke(command, { request: asked }), name, request);
const shows = (count) => until(`${count} notifications`, () => notifications.shown() === count);
const onPage = (path) => until(`the page ${path}`, () => desk.run((wanted) => location.hash.startsWith(wanted), `#${path}`));
const onTask = (task) =>
  until("the task has the focus", async () => {
    const focused = await desk.run(() => document.activeElement?.id ?? "");
    if (focused !== `activity-${task}`) throw new Error(`the focus is on “${focused}”`);
    return true;
  });
const bellSays = (name) => desk.see(`[aria-label='${name}']`);

/** Plans a task of one's own. */
async function plan(subject, due_at, more = {}) {
  const id = randomUUID();
  const values = { kind: "task", subject, assignee_id: me, status: "open", due_at, ...more };
  await core("activity_create", { id, fields: { values }, draft: null });
  return id;
}

test("a task that becomes due pops up, and a press on it opens it at its client", async () => {
  const task = await plan("Send the battery prices", Date.now() + SOON, { client_id: client.id });
  await shows(1);
  await screenPicture("notice-task");
  await bellSays("Notifications, 1 not seen");
  await notifications.press("Open");
  await onPage(`/clients/${client.id}`);
  await onTask(task);
  await bellSays("Notifications");
  await shows(0);
  assert.ok(notifications.offered().includes("Due: Send the battery prices"), notifications.offered());
});

test("one that is only tried is shown, with who shows it, and stands for nothing", async () => {
  await desk.run(() => { location.hash = "#/settings?part=notices"; });
  await desk.press("See one now");
  await shows(1);
  await desk.seeText("has shown one");
  await picture(desk, "notice-tried");
  notifications.clear();
  await shows(0);
  await desk.press("Leads");
});

test("what is done elsewhere in the app takes its notification away", async () => {
  const task = await plan("Order name cards", Date.now() + SOON);
  await shows(1);
  await core("activity_complete", { id: task, done: true });
  await shows(0);
});

test("several that are due at once come as one, which opens the day", async () => {
  const due = Date.now() + 2 * SOON;
  for (const subject of ["First", "Second", "Third"]) await plan(subject, due);
  await shows(1);
  await notifications.press("Open");
  await onPage("/today");
  await shows(0);
  assert.ok(notifications.offered().includes("3 tasks are due"), notifications.offered());
});

test("in quiet hours nothing pops up, and the bell has it all the same", async () => {
  await core("notice_choose", { missed_calls: true, tasks_due: true, quiet: ALL_DAY });
  await plan("Quietly due", Date.now() + SOON);
  await bellSays("Notifications, 1 not seen");
  await core("notice_choose", { missed_calls: true, tasks_due: true, quiet: null });
  await plan("Loudly due", Date.now() + SOON);
  await shows(1);
  await notifications.press("Open");
  await onPage("/today");
  await shows(0);
  assert.ok(notifications.offered().includes("Due: Loudly due"), notifications.offered());
});

test("a call one missed pops up, and a press on it opens whom to call back", async () => {
  const browser = await office.openCustomer();
  await dial(browser);
  await desk.seeText("Answer");
  await browser.press("Cancel");
  await until("the missed call", () => notifications.shown() === 1);
  await until("the missed call is what is shown", async () => {
    await notifications.press("Open");
    return notifications.offered().includes("Missed call from Daniel Mercer");
  });
  await onPage("/clients/");
  await shows(0);
  await plan("Write to the bank", Date.now() + SOON, { client_id: client.id });
  await shows(1);
  await dial(browser);
  await desk.seeText("Answer");
  await browser.press("Cancel");
  await bellSays("Notifications, 3 not seen");
  await shows(2);
});

test("the bell lists what was missed by day, and opens it", async () => {
  await desk.keys("g", "n");
  await desk.see("[role=dialog][aria-label=Notifications] [data-open]:focus");
  for (const look of looks) {
    await showAs(desk, look);
    await picture(desk, `notices.${look.theme}-${look.language}`);
  }
  await showAs(desk, looks[0]);
  await desk.click("[role=dialog] [data-call]");
  await onPage("/clients/");
  await bellSays("Notifications, 2 not seen");
  await shows(1);
  await desk.press("Notifications, 2 not seen");
  await desk.press("Mark all as seen");
  await bellSays("Notifications");
  await shows(0);
  await desk.keys("Escape");
});

test("what pops up is chosen in the settings", async () => {
  await desk.run(() => void (location.hash = "#/settings?part=notices"));
  await desk.click("[role=switch][aria-label='Quiet hours']");
  await desk.see("input[type=time]");
  for (const look of looks) {
    await showAs(desk, look);
    await picture(desk, `settings-notices.${look.theme}-${look.language}`);
  }
  await showAs(desk, looks[0]);
  await desk.click("[role=switch][aria-label='Quiet hours']");
  await until("no hours", async () => !(await desk.find("input[type=time]")));
});

test("with the window closed it pops up too, and a press makes the window anew at the task", async () => {
  await core("computer_set", { stays_when_closed: true, starts_at_login: null });
  const task = await plan("Call about the inverter", Date.now() + 10 * SOON, { client_id: client.id });
  await closeByKeyboard();
  await until("no window", async () => (await openWindows()).length === 0);
  await shows(1);
  assert.deepEqual(await openWindows(), []);
  await notifications.press("Open");
  await until("the window", async () => (await openWindows()).length === 1);
  await until("a page in it", async () => {
    const [handle] = await ask(`${desk.url}/window/handles`, "GET");
    await ask(`${desk.url}/window`, "POST", { handle });
    return handle;
  });
  await onPage(`/clients/${client.id}`);
  await onTask(task);
  await screenPicture("notice-opened");
});
