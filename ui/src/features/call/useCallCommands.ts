import { useNavigate } from "@tanstack/react-router";
import { Mic, MicOff, Pause, Phone, PhoneCall, PhoneOff, Play, Video, VideoOff, type LucideIcon } from "lucide-react";
import type { Calls } from "../../host/api";
import { useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { useCommands, type Command } from "../../kit/commands/useCommands";
import { useCallEdits } from "./useCalls";

/**
 * What can be done about calls from every screen. The keys act while one writes, because a ring waits for nobody; the
 * sheet lists them always, so that one knows them before it rings.
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
    { id: "calls", title: t("nav-calls"), group: "go", keys: "g h", icon: Phone, run: () => void go({ to: "/calls" }) },
    command(
      "call.answer",
      t("call-answer_it"),
      "mod+shift+a",
      PhoneCall,
      ringing && (() => ring.accept(ringing.media)),
    ),
    command("call.end", t("call-decline_it"), "mod+shift+x", PhoneOff, ringing ? ring.decline : current && call.hangUp),
    command(
      "call.mute",
      muted ? t("call-unmute") : t("call-mute"),
      "mod+shift+m",
      muted ? Mic : MicOff,
      active && (() => call.mute(!muted)),
    ),
    command(
      "call.hold",
      held ? t("call-resume") : t("call-hold"),
      "mod+shift+h",
      held ? Play : Pause,
      active ? () => call.hold(!held) : waiting && (() => resume.mutate({ call_id: waiting.id })),
    ),
    command(
      "call.camera",
      camera ? t("call-camera_off") : t("call-camera_on"),
      "mod+shift+v",
      camera ? VideoOff : Video,
      active?.media === "video" ? () => call.camera(!camera) : null,
    ),
  ]);
}

/** Without anything to run it is only listed. */
function command(
  id: string,
  title: string,
  keys: string,
  icon: LucideIcon,
  run: (() => void) | null | undefined,
): Command {
  return { id, title, group: "call", keys, icon, local: !run, run: run ?? (() => undefined) };
}
