import { useNavigate } from "@tanstack/react-router";
import { Mic, MicOff, Pause, Phone, PhoneCall, PhoneOff, Play, Video, VideoOff } from "lucide-react";
import type { Calls } from "../../host/api";
import { useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { useCommands, type KeyedCommand } from "../../kit/commands/useCommands";
import { useCallEdits } from "./useCalls";

/**
 * What can be done about calls from every screen. The keys act while one writes, because a ring waits for nobody.
 */
export function useCallCommands(calls: Calls | undefined): void {
  const t = useText();
  const go = useNavigate();
  const ringing = calls?.ringing[calls.ringing.length - 1];
  const current = calls?.current && calls.current.phase !== "ended" ? calls.current : null;
  const ring = useCallEdits(ringing?.id ?? "");
  const call = useCallEdits(current?.id ?? "");
  const waiting = calls?.waiting[0];
  const resume = useEdit("call_resume");
  const active = current?.phase === "active" ? current : null;
  const { muted = false, held = false, camera = false } = active ?? {};

  useCommands([
    { id: "calls", icon: Phone, run: () => void go({ to: "/calls" }) },
    ...when(ringing && (() => ring.accept(ringing.media)), { id: "call.answer", icon: PhoneCall }),
    ...when(ringing ? ring.decline : current && call.hangUp, { id: "call.end", icon: PhoneOff }),
    ...when(active && (() => call.mute(!muted)), {
      id: "call.mute",
      title: t(muted ? "call-unmute" : "call-mute"),
      icon: muted ? Mic : MicOff,
    }),
    ...when(active ? () => call.hold(!held) : waiting && (() => resume.mutate({ call_id: waiting.id })), {
      id: "call.hold",
      title: t(held ? "call-resume" : "call-hold"),
      icon: held ? Play : Pause,
    }),
    ...when(active?.media === "video" ? () => call.camera(!camera) : null, {
      id: "call.camera",
      title: t(camera ? "call-camera_off" : "call-camera_on"),
      icon: camera ? VideoOff : Video,
    }),
  ]);
}

/** The command, while there is anything for it to do. */
const when = (run: (() => void) | null | undefined, command: Omit<KeyedCommand, "run">): KeyedCommand[] =>
  run ? [{ ...command, run }] : [];
