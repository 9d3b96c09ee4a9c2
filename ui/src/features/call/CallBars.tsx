import type { Calls } from "../../host/api";
import { talkedIn } from "../../words/besideCall";
import { Asked } from "./Asked";
import { BringIn } from "./BringIn";
import { CallBar } from "./CallBar";
import { EndedBar } from "./EndedBar";
import { RingBar } from "./RingBar";
import { useTalkKey } from "./useTalkKey";
import { WaitingBar } from "./WaitingBar";
import { WrapUpCard } from "./WrapUpCard";

type Props = { calls: Calls; onStage: boolean };

/** Who rings, the call one is in, those that wait meanwhile, and what is to be written down after it. */
export function CallBars({ calls: { ringing, current, waiting, wrap_up, presence, push_to_talk }, onStage }: Props) {
  useTalkKey(current, push_to_talk);
  const newest = ringing[ringing.length - 1];
  return (
    <>
      {current && (current.asking || current.waits) && current.phase !== "ended" && !onStage && (
        <Asked call={current} place="bar" />
      )}
      {current?.phase === "active" && <BringIn call={current} />}
      {newest && <RingBar key={newest.id} call={newest} during={talkedIn(current)} />}
      {current && current.phase !== "ended" && !onStage && <CallBar key={current.id} call={current} />}
      {waiting.map((call) => (
        <WaitingBar key={call.id} call={call} />
      ))}
      {current?.phase === "ended" && <EndedBar key={current.id} call={current} />}
      {!current && wrap_up && (
        <>
          <EndedBar key={`${wrap_up.call.id} bar`} call={wrap_up.call} presence={presence} />
          <WrapUpCard key={wrap_up.call.id} wrapUp={wrap_up} />
        </>
      )}
    </>
  );
}
