import { speak, type TextOf } from "../../i18n/speak";
import type { Messages } from "./messages";

export type Text = TextOf<Messages>;

export const TEXTS = speak<Messages>(
  import.meta.glob<string>("./*/*.ftl", { query: "?raw", import: "default", eager: true }),
);
