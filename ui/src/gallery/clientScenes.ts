import type { ClientCard, DraftKey, VideoSession } from "../host/api";
import { ACTIVITIES, CARD, historyOf, WIPHA } from "./clientPage";
import { CLIENTS, DANIEL, NOW, VIEWING } from "./people";
import { main, sees, type Answers, type Scene } from "./scene";
import { CONFLICT } from "./synced";

const PAGE = `/clients/${DANIEL}`;

const of = (card: Partial<ClientCard> = {}): Answers => ({
  client_get: () => ({ ...CARD, ...card }),
  timeline: ({ kinds }: { kinds: string[] }) => ({ items: historyOf(kinds), more: kinds.length === 0 }),
  activities_of: () => ({ activities: ACTIVITIES }),
});

/** As it was typed and left. */
const begun = (prefix: string, content: object): Answers => ({
  draft_get: ({ key }: DraftKey) => ({
    body: key.startsWith(prefix) ? JSON.stringify(content) : null,
    at: NOW,
  }),
});
const BEGUN = {
  kind: "meeting",
  subject: "Agree the battery size",
  body: "",
  due_at: NOW + 3_600_000,
  priority: "high",
  client_id: DANIEL,
};

const PLANNED: VideoSession = {
  id: "v1",
  client_id: DANIEL,
  activity_id: "a2",
  mine: true,
  with: "PORTAL_CUSTOMER",
  goes_on: false,
  at: NOW + 90 * 60_000,
};

const WRONG_EMAIL: Answers = {
  contact_create: () => {
    throw {
      code: "invalid",
      fields: [
        { field: "name", fault: "required" },
        { field: "email", fault: "not_an_email" },
      ],
    };
  },
};

/** One client's page, and what opens on it. */
export const CLIENT: Scene[] = [
  main("client", PAGE),
  main("client-calls-impossible", PAGE, { calls: { fault: { code: "calls_unavailable" } } }),
  main("client-full", PAGE, { answers: of() }),
  main("client-video-call-planned", PAGE, {
    answers: {
      ...of(),
      video_sessions: () => ({
        sessions: [PLANNED],
      }),
    },
    does: sees("session-join"),
  }),
  main("client-notes", PAGE, { answers: of(), does: ({ t, press }) => press(t("client-tab_notes")) }),
  main("client-notes-none", PAGE, { does: ({ t, press }) => press(t("client-tab_notes")) }),
  main("client-note-edited", PAGE, {
    answers: of(),
    does: async ({ t, press }) => {
      await press(t("client-tab_notes"));
      await press(t("client-note_more"));
      await press(t("client-note_edit"));
    },
  }),
  main("client-activities", PAGE, { answers: of(), does: ({ t, press }) => press(t("client-tab_activities")) }),
  main("client-activities-none", PAGE, {
    answers: { activities_of: () => ({ activities: [] }) },
    does: ({ t, press }) => press(t("client-tab_activities")),
  }),
  main("client-activity-new", PAGE, {
    answers: { ...of(), ...begun("activity:new", BEGUN) },
    does: async ({ t, press }) => {
      await press(t("client-tab_activities"));
      await press(t("client-plan_activity"));
    },
  }),
  main("client-activity-wrong", PAGE, {
    answers: {
      ...of(),
      activity_create: () => {
        throw { code: "invalid", fields: [{ field: "subject", fault: "required" }] };
      },
    },
    does: async ({ t, press }) => {
      await press(t("client-tab_activities"));
      await press(t("client-plan_activity"));
      await press(t("activities-save"));
    },
  }),
  main("client-person-new", PAGE, { answers: of(), does: ({ t, press }) => press(t("client-add_person")) }),
  main("client-person-begun", PAGE, {
    answers: { ...of(), ...begun("contact:new", { name: "วิภาวรรณ กตัญญูศักดิ์สิทธิ์", email: "wipha@harbour" }) },
    does: ({ t, press }) => press(t("client-add_person")),
  }),
  main("client-person-wrong", PAGE, {
    answers: { ...of(), ...begun("contact:new", { email: "wipha@harbour" }), ...WRONG_EMAIL },
    does: async ({ t, press }) => {
      await press(t("client-add_person"));
      await press(t("kit-save"));
    },
  }),
  main("client-person-edit", PAGE, { answers: of(), does: ({ press }) => press(WIPHA) }),
  main("client-person-edit-begun", PAGE, {
    answers: { ...of(), ...begun("contact:", { title: "Chief financial officer" }) },
    does: ({ press }) => press(WIPHA),
  }),
  main("client-tags", PAGE, { answers: of(), does: ({ t, press }) => press(t("client-edit_tags")) }),
  main("client-conflict", PAGE, {
    answers: { ...of({ conflicts: CONFLICT.fields }), conflicts: () => ({ conflicts: [CONFLICT] }) },
  }),
  main("client-twins", PAGE, {
    answers: {
      ...of(),
      contact_create: () => ({ id: "e1", count: 1, undo: "back" }),
      duplicates_find: () => ({ clients: CLIENTS.slice(1, 3) }),
    },
    does: async ({ t, press, type }) => {
      await press(t("client-add_person"));
      await type(t("field-name"), "Wipha");
      await type(t("field-phone"), "02 555 0177");
      await press(t("kit-save"));
    },
  }),
  main("client-read-only", PAGE, { session: VIEWING, answers: of({ editable: false }) }),
];
