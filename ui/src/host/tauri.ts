import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { open, save } from "@tauri-apps/plugin-dialog";
import type { DesktopEvent } from "./api";
import type { Host } from "./host";
import { asProblem } from "./problem";

/** The desktop window: commands and the one event "leadline" of the shell. */
export function tauriHost(): Host {
  return {
    async call(name, request) {
      try {
        return await invoke(name, { request });
      } catch (refusal) {
        throw asProblem(refusal);
      }
    },
    subscribe(listener, resumed) {
      const attached = listen<DesktopEvent>("leadline", ({ payload }) =>
        "missed" in payload ? resumed() : listener(payload),
      );
      // The shell listens for a window a moment after it was asked to; what happened meanwhile was not told.
      return detach(
        attached.then((stop) => {
          resumed();
          return stop;
        }),
      );
    },
    pickFile: (kind) => open({ multiple: false, directory: false, filters: [kind] }),
    pickTarget: (suggestion, kind) => save({ defaultPath: suggestion, filters: [kind] }),
    onFileDrop(listener) {
      return detach(attachFileDrop(listener));
    },
  };
}

/** Fetched when a screen takes files: it is large, and most windows never do. */
async function attachFileDrop(listener: (paths: string[]) => void): Promise<() => void> {
  const { getCurrentWebview } = await import("@tauri-apps/api/webview");
  return getCurrentWebview().onDragDropEvent((event) => {
    if (event.payload.type === "drop") listener(event.payload.paths);
  });
}

/** The shell hands out the way to stop listening late; a listener that leaves before still stops. */
function detach(attached: Promise<() => void>): () => void {
  return () => void attached.then((stop) => stop());
}
