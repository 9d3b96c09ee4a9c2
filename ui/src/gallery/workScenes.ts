import { ALONE, CLIENTS, DANIEL, NOW, SYNCED, VIEWING } from "./people";
import { main, sees, type Answers, type Hand, type Scene } from "./scene";
import { MANY_NOTICES, NOTICED } from "./noticed";
import { MY_DAY } from "./work";
import type { OpenedLink } from "../host/api";
import type { PlainMsgId } from "../i18n";

const NOTHING: Answers = {
  view_open: () => ({ view: 1, total: 0, revision: 1, first: [] }),
  view_rows: () => ({ revision: 1, total: 0, offset: 0, rows: [] }),
};
const nobody: Answers = { ...NOTHING, count: () => ({ total: 0 }) };
const conditions = encodeURIComponent(
  JSON.stringify([
    { on: "stage", stages: ["sql"] },
    { on: "tags", tags: ["t4", "t6"] },
    { on: "text", text: "ปั๊มน้ำ" },
  ]),
);

const LISTS: Scene[] = [
  main("leads", "/leads"),
  main("leads-none", "/leads", { answers: nobody }),
  main("leads-none-read-only", "/leads", { answers: nobody, session: VIEWING }),
  main("clients-none", "/clients", { answers: nobody }),
  main("leads-none-fit", `/leads?conditions=${conditions}`, { answers: NOTHING }),
  main("leads-fail", "/leads", {
    answers: {
      view_open: () => {
        throw { code: "internal", request_id: "7f3a-20" };
      },
    },
  }),
  main("leads-new", "/leads", {
    does: async ({ t, press, see }) => {
      await press(t("leads-new"));
      await see(t("leads-new-make"));
    },
  }),
  main("leads-new-wrong", "/leads", {
    answers: {
      client_create: () => {
        throw { code: "invalid", fields: [{ field: "phone", fault: "not_a_phone" }] };
      },
    },
    does: async ({ t, press, type }) => {
      await press(t("leads-new"));
      await type(t("field-name"), "Wipha");
      await type(t("field-phone"), "081-55");
      await press(t("leads-new-make"));
    },
  }),
  main("leads-changing", "/leads", {
    answers: { sync_status: () => ({ ...SYNCED, clock_off_ms: 300_000 }) },
    does: async ({ tell }) =>
      tell({ job: { id: "j1", kind: "bulk", done: 2_500, total: 18_000, finished: false, problem: null } }),
  }),
  main("leads-offline", "/leads", {
    answers: { sync_status: () => ({ ...SYNCED, link: "offline", waiting: 4, next_try_at: NOW + 40_000 }) },
  }),
];

const DAY: Scene[] = [
  main("today", "/today"),
  main("today-none", "/today", {
    answers: { my_day: () => ({ overdue: [], today: [], upcoming: [], someday: [], done: [] }) },
  }),
  main("today-all-done", "/today", {
    answers: {
      my_day: () => ({
        ...MY_DAY,
        overdue: [],
        today: [],
        done: [...MY_DAY.overdue, ...MY_DAY.today].map((each) => ({ ...each, status: "done", done_at: NOW }) as const),
      }),
    },
  }),
  main("today-activity-new", "/today", { does: ({ t, press }) => press(t("activities-new")) }),
  main("today-activity-edit", "/today", {
    answers: { my_day: () => ({ ...MY_DAY, overdue: [] }) },
    does: ({ t, press }) => press(t("activities-edit")),
  }),
];

const bell = async ({ t, press, see }: Hand, unseen: string | number, shows: "notices-all_seen" | "notices-none") => {
  await press(unseen === 0 ? t("bell-title") : t("bell-unseen", { count: unseen }));
  await see(t(shows));
};
const BELL: Scene[] = [
  main("bell", "/leads", { does: (hand) => bell(hand, NOTICED.unseen, "notices-all_seen") }),
  main("bell-many", "/leads", {
    answers: { notices: () => MANY_NOTICES },
    does: (hand) => bell(hand, "99+", "notices-all_seen"),
  }),
  main("bell-none", "/leads", {
    answers: { notices: () => ({ rows: [], unseen: 0 }) },
    does: (hand) => bell(hand, 0, "notices-none"),
  }),
];

const finds = async ({ t, press, type }: Hand) => {
  await press(t("search-or-jump"));
  await type(t("search-or-jump"), "ปั๊ม");
};
const FOUND: Scene[] = [
  main("palette", "/leads", { does: ({ t, press }) => press(t("search-or-jump")) }),
  main("palette-found", "/leads", { answers: { search: () => ({ clients: CLIENTS }) }, does: finds }),
  main("palette-none", "/leads", { answers: { search: () => ({ clients: [] }) }, does: finds }),
];

/** Another program handed this over. */
const link = (name: string, opened: OpenedLink, says: PlainMsgId): Scene =>
  main(`link-${name}`, "/leads", { does: sees(says), answers: { link_take: () => ({ link: opened }) } });
const LINKS: Scene[] = [
  link("number", { number: { number: "+66815550142", callable: true, clients: CLIENTS } }, "link-whose"),
  link("no-number", { number: { number: "191", callable: false, clients: [] } }, "link-incomplete"),
  link("not-here", { not_here: {} }, "link-not_here"),
  link("refused", { refused: { fault: "place" } }, "link-refused"),
];

const alone = { session: ALONE, answers: { sync_status: () => ({ ...SYNCED, link: "alone" as const }) } };
const ALONE_SCENES: Scene[] = [
  main("alone-leads", "/leads", alone),
  main("alone-client", `/clients/${DANIEL}`, alone),
  main("alone-settings", "/settings?part=notices", alone),
];

/** The lists, the day, and what opens over every screen. */
export const WORK: Scene[] = [...LISTS, ...DAY, ...BELL, ...FOUND, ...LINKS, ...ALONE_SCENES];
