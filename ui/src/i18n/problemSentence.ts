import type { Problem } from "../host/api";
import type { Text } from "./text";

/** What happened, in a file where, and what to do, in one go. */
export function problemSentence(t: Text, { code, line }: Problem): string {
  const what = t(`problem-${code}`);
  const problem = line === undefined ? what : t("problem-in_line", { problem: what, line });
  return t("problem-sentence", { problem, remedy: t(`remedy-${code}`) });
}
