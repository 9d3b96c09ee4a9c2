import { useEffect, useEffectEvent } from "react";
import type { CallView } from "../../host/api";
import { useEdit } from "../../host/query";

/** Where Space means something else: it is written, or presses what has the focus. */
const OWN_SPACE =
  "input, textarea, select, summary, button, [contenteditable=true], [role=button], [role=switch], [role=menu], [role=listbox]";
/** The button that mutes means the same with it, for the focus is there after a press. */
const TALKS = "[data-talks]";

/** Push to talk: one is heard in this call while Space is held and this window is the one that is used. */
export function useTalkKey(call: CallView | null, on: boolean): void {
  const mute = useEdit("call_mute", { inTurn: true });
  const hears = useEffectEvent((call_id: string, heard: boolean) => mute.mutate({ call_id, on: !heard }));
  // Nobody holds a key as the page begins, whatever the one before it was in the middle of.
  const begin = useEffectEvent(() => {
    if (call && !call.muted) hears(call.id, false);
  });
  const call_id = on && call && call.phase !== "ended" ? call.id : null;
  useEffect(() => {
    if (call_id === null) return;
    let held = false;
    const turn = (heard: boolean) => {
      if (held === heard) return;
      held = heard;
      hears(call_id, heard);
    };
    const press = (event: KeyboardEvent) => {
      if (event.key !== " ") return;
      if (!held && (event.repeat || meansElse(event))) return;
      event.preventDefault();
      turn(true);
    };
    const release = (event: KeyboardEvent) => {
      if (event.key !== " " || !held) return;
      event.preventDefault();
      turn(false);
    };
    const leave = () => turn(false);
    const hide = () => {
      if (document.hidden) leave();
    };
    begin();
    window.addEventListener("keydown", press);
    window.addEventListener("keyup", release);
    window.addEventListener("blur", leave);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("keyup", release);
      window.removeEventListener("blur", leave);
      document.removeEventListener("visibilitychange", hide);
      leave();
    };
  }, [call_id]);
}

function meansElse(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  const modified = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
  const own = target?.closest(OWN_SPACE) != null && target.closest(TALKS) === null;
  return event.defaultPrevented || event.isComposing || modified || own;
}
