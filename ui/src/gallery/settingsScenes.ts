import type { DeviceRow } from "../host/api";
import { ILL } from "./examined";
import { ALONE, DECIDING, MANAGING, SYNCED, TAGS } from "./people";
import { main, type Answers, type Hand, type Scene } from "./scene";
import { DEVICES } from "./synced";
import { failed, UPDATES } from "./updated";

const part = (name: string, which: string, more: Parameters<typeof main>[2] = {}) =>
  main(name, `/settings?part=${which}`, more);

const UPDATE_SCENES: Scene[] = Object.entries({ ...UPDATES, refused: failed("bad_signature") }).map(([name, updates]) =>
  part(`updates-${name}`, "updates", { answers: { updates: () => updates } }),
);

const refusing = (code: "offline" | "forbidden"): (() => never) => {
  return () => {
    throw { code };
  };
};
const unsent: Answers = { sync_status: () => ({ ...SYNCED, waiting: 3, refused: 1 }) };
const erases = ({ t, press }: Hand) => press(t("settings-erase"));

const MANY_DEVICES: DeviceRow[] = DEVICES.flatMap((device, at) => [
  device,
  { ...device, id: `${device.id}-2`, current: false, name: `${device.name}-${at + 2}.office.tawan.example` },
]);

const PERSONAL: Scene[] = [
  part("language", "language"),
  part("appearance", "appearance"),
  part("sound", "sound"),
  part("sound-none", "sound", {
    answers: {
      sound_devices: () => ({ inputs: [], outputs: [], chosen: { input: null, output: null }, fault: null }),
      cameras: () => ({ devices: [], chosen: null, fault: null }),
    },
  }),
  part("notices-settings", "notices"),
  part("computer", "computer"),
  part("computer-no-tray", "computer", {
    answers: {
      computer: () => ({
        has_tray: false,
        stays_when_closed: false,
        starts_at_login: null,
        draws_carefully: null,
      }),
    },
  }),
  part("about", "about"),
];

const ACCOUNT: Scene[] = [
  part("account", "account"),
  part("account-alone", "account", {
    session: ALONE,
    answers: { sync_status: () => ({ ...SYNCED, link: "alone" }) },
  }),
  part("erase", "account", { does: erases }),
  part("erase-unsent", "account", { answers: unsent, does: erases }),
  part("erase-refused", "account", {
    answers: { ...unsent, sign_out: refusing("offline") },
    does: async (hand) => {
      await erases(hand);
      await hand.press(hand.t("settings-erase_give_up"));
      await hand.press(hand.t("settings-erase_do"));
    },
  }),
  part("erase-alone", "account", {
    session: ALONE,
    answers: { sync_status: () => ({ ...SYNCED, link: "alone" }) },
    does: ({ t, press }) => press(t("alone-erase")),
  }),
  part("devices", "devices", { answers: { devices: () => ({ devices: MANY_DEVICES }) } }),
  part("devices-offline", "devices", { answers: { devices: refusing("offline") } }),
  part("devices-wipe", "devices", { does: ({ t, press }) => press(t("sync-wipe")) }),
];

const DECIDED: Scene[] = [
  part("call-rules", "calls", { session: DECIDING }),
  part("ring-group-new", "calls", { session: DECIDING, does: ({ t, press }) => press(t("call_rules-new_group")) }),
  part("ring-group-wrong", "calls", {
    session: DECIDING,
    does: async ({ t, press }) => {
      await press(t("call_rules-new_group"));
      await press(t("kit-save"));
    },
  }),
  part("ring-group-change", "calls", {
    session: DECIDING,
    does: ({ t, press }) => press(t("call_rules-change_group", { name: "Service" })),
  }),
  part("ring-groups-none", "calls", { session: DECIDING, answers: { ring_groups: () => ({ groups: [] }) } }),
  part("call-rules-offline", "calls", {
    session: DECIDING,
    answers: { call_rules: refusing("offline"), ring_groups: refusing("offline") },
  }),
  part("tags", "tags", { session: MANAGING }),
  part("tags-none", "tags", {
    session: MANAGING,
    answers: { directory: () => ({ profiles: [], tags: [], sources: [] }) },
  }),
  part("tag-new", "tags", { session: MANAGING, does: ({ t, press }) => press(t("tag_settings-new")) }),
  part("tag-change", "tags", {
    session: MANAGING,
    does: ({ t, press }) => press(t("tag_settings-change", { name: TAGS[5]?.name ?? "" })),
  }),
  part("tag-taken", "tags", {
    session: MANAGING,
    does: async ({ t, press, type }) => {
      await press(t("tag_settings-new"));
      await type(t("field-name"), "solar");
      await press(t("kit-save"));
    },
  }),
];

const HEALTH: Scene[] = [
  part("doctor", "doctor"),
  part("doctor-ill", "doctor", { answers: { doctor: () => ILL } }),
  part("doctor-looks", "doctor", { waitsFor: "doctor" }),
];

/** Every part of the settings, and what opens there. */
export const SETTINGS: Scene[] = [...PERSONAL, ...ACCOUNT, ...DECIDED, ...HEALTH, ...UPDATE_SCENES];
