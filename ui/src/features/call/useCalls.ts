import { useQuery } from "@tanstack/react-query";
import type { Calls } from "../../host/api";
import { ask, useEdit } from "../../host/query";

/** Every call as the core has it; undefined until it has answered. The only place calls are kept in this window. */
export function useCalls(): Calls | undefined {
  return useQuery(ask("calls", {})).data;
}

/** Whether one is heard only while a key is held. */
export function usePushToTalk(): boolean {
  return useCalls()?.push_to_talk ?? false;
}

/** What one does in a call. What becomes of it comes as an event. */
export function useCallEdits(call_id: string) {
  const accept = useEdit("call_accept");
  const comeBack = useEdit("call_resume");
  const decline = useEdit("call_decline");
  const silence = useEdit("call_silence");
  const hangUp = useEdit("call_hang_up");
  const mute = useEdit("call_mute", { inTurn: true });
  const hold = useEdit("call_hold");
  const camera = useEdit("call_camera");
  const tone = useEdit("call_tone");
  const share = useEdit("call_share");
  return {
    comingBack: comeBack.isPending,
    comeBack: () => comeBack.mutate({ call_id }),
    answering: accept.isPending || decline.isPending,
    accept: (media: "audio" | "video") => accept.mutate({ call_id, media }),
    decline: () => decline.mutate({ call_id }),
    silence: () => silence.mutate({ call_id }),
    hangUp: () => hangUp.mutate({ call_id }),
    mute: (on: boolean) => mute.mutate({ call_id, on }),
    hold: (on: boolean) => hold.mutate({ call_id, on }),
    camera: (on: boolean) => camera.mutate({ call_id, on }),
    share: (screen: string | null) => share.mutate({ call_id, screen }),
    tone: (key: string) => tone.mutate({ call_id, key }),
  };
}
