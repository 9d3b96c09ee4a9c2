import type { Code, SessionState } from "../host/api";
import { DANIEL, SYNCED } from "./people";
import { main, sees, type Answers, type Hand, type Scene } from "./scene";

const AT_FIRST: Partial<SessionState> = { account: null, devices_tried: false };
const SIGNED_OUT: Partial<SessionState> = {
  stage: "signed_out",
  account: null,
  last_server: "https://crm.tawan.example",
  last_email: "n@tawan.example",
};
const cannotOpen = (code: Code): Partial<SessionState> => ({
  stage: "cannot_open",
  start_fault: { code },
  data_folder: "/home/naphat/.local/share/app.leadline.desktop",
  account: null,
});

const refusing = (code: Code): Answers => ({
  sign_in: () => {
    throw { code };
  },
});
const signsIn = async ({ t, type, press }: Hand) => {
  await type(t("session-password"), "correct horse");
  await press(t("session-sign_in"));
};
const fetching = (stage: "none" | "clients" | "offline"): Answers => ({
  sync_status: () => ({
    ...SYNCED,
    synced_at: null,
    first_sync: stage === "none" ? [0, 12_486] : [8_214, 12_486],
    link: stage === "offline" ? "offline" : "online",
  }),
  ...(stage === "none" && { count: () => ({ total: 0 }) }),
});

/** Before one works, and what stands in the way of it. */
export const FIRST: Scene[] = [
  main("first-key", "/", { session: { ...AT_FIRST, stage: "needs_key_consent" } }),
  main("first-sign-in", "/", { session: { ...AT_FIRST, stage: "signed_out" } }),
  main("first-alone", "/", {
    session: { ...AT_FIRST, stage: "signed_out" },
    does: ({ t, press }) => press(t("session-work_alone")),
  }),
  main("first-devices", "/", { session: { stage: "first_sync", devices_tried: false } }),
  main("first-sync", "/", { session: { stage: "first_sync" }, answers: fetching("clients") }),
  main("first-sync-begins", "/", { session: { stage: "first_sync" }, answers: fetching("none") }),
  main("first-sync-offline", "/", { session: { stage: "first_sync" }, answers: fetching("offline") }),
  main("first-sync-behind", "/leads", {
    answers: {
      ...fetching("clients"),
      count: () => ({ total: 0 }),
      view_open: () => ({ view: 1, total: 0, revision: 1, first: [] }),
    },
  }),
  main("sign-in-again", "/", { session: SIGNED_OUT }),
  main("sign-in-ended", "/leads", { session: { stage: "sign_in_again" } }),
  main("sign-in-waits", "/leads", { session: SIGNED_OUT, waitsFor: "sign_in", does: signsIn }),
  main("sign-in-wrong-password", "/leads", {
    session: SIGNED_OUT,
    answers: refusing("wrong_credentials"),
    does: signsIn,
  }),
  main("sign-in-too-often", "/leads", { session: SIGNED_OUT, answers: refusing("locked"), does: signsIn }),
  main("sign-in-offline", "/leads", { session: SIGNED_OUT, answers: refusing("offline"), does: signsIn }),
  main("cannot-open-keyring", "/", { session: cannotOpen("keyring_unavailable") }),
  main("cannot-open-newer", "/", { session: cannotOpen("cache_newer") }),
  main("set-aside", "/leads", {
    session: {
      set_aside: "/home/naphat/.local/share/app.leadline.desktop/cache-0190a000.set-aside-2026-11-20T08-14-51.db",
    },
  }),
  main("import-not-finished", "/leads", {
    answers: {
      broken_edits: () => ({
        edits: [
          {
            id: "import",
            kind: "import",
            source: "bangkok-fair.csv",
            begun_at: Date.now() - 3_600_000,
            done: 1_500,
            total: 5_000,
          },
        ],
      }),
    },
    does: sees("broken_edits-keep"),
  }),
  main("session-ended", `/clients/${DANIEL}`, {
    session: { stage: "sign_in_again" },
    answers: { sync_status: () => ({ ...SYNCED, link: "sign_in_again", waiting: 3 }) },
    does: async ({ t, press, see }) => {
      await press(t("session-later"));
      await see(t("client-people"));
    },
  }),
  main("update-required", "/leads", {
    answers: { sync_status: () => ({ ...SYNCED, link: "upgrade_required", waiting: 3 }) },
  }),
];
