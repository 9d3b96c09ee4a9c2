import { useState } from "react";
import { useAppearance } from "../app/useAppearance";
import { SpeechContext } from "../i18n/Speech";
import { Connecting } from "./Connecting";
import { Elsewhere } from "./Elsewhere";
import { Ringing } from "./Ringing";
import { shownOf } from "./shown";
import { speechOfTheRing } from "./speech";
import { useCore } from "./useCore";

/** The small window over everything else: who calls, and what to do about it. */
export function RingWindow() {
  const { calls, session } = useCore();
  const [lookedAt, lookAt] = useState<string | null>(null);
  useAppearance(session?.settings);
  const shown = shownOf(calls, lookedAt);
  return (
    <SpeechContext value={speechOfTheRing(session?.settings, session?.account?.country)}>
      {shown?.what === "ringing" && (
        <Ringing key={shown.call.id} call={shown.call} others={shown.others} during={shown.during} onLookAt={lookAt} />
      )}
      {shown?.what === "connecting" && <Connecting call={shown.call} />}
      {shown?.what === "elsewhere" && <Elsewhere key={shown.call.id} call={shown.call} />}
    </SpeechContext>
  );
}
