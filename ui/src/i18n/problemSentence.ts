import type { Problem } from "../host/api";
import type { Text } from "./text";

/** What happened and what to do, in one go. */
export function problemSentence(t: Text, { code }: Problem): string {
  return t("problem-sentence", { problem: t(`problem-${code}`), remedy: t(`remedy-${code}`) });
}
