import type { DesktopEvent } from "./api";
import type { Host } from "./host";
import { asProblem, problem } from "./problem";

const RECONNECT_MS = 1_000;

/** A browser tab in front of the real core, for development and tests (crates/desktop/examples/browser_host.rs). */
export function browserHost(address: string): Host {
  return {
    async call(name, request) {
      const response = await fetch(`${address}/call/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(request),
      }).catch(() => {
        throw problem("unavailable");
      });
      const answer: unknown = await response.json().catch(() => null);
      if (!response.ok) throw asProblem(answer);
      // The command table is the agreement on what this answer is.
      return answer as never;
    },
    subscribe(listener, resumed) {
      return listenForever(`${address.replace(/^http/, "ws")}/events`, listener, resumed);
    },
    // A browser tells no paths, so the developer types one.
    pickFile: async (kind) => window.prompt(`Path of the file to read (${kind.extensions.join(", ")})`) || null,
    pickTarget: async (suggestion) => window.prompt("Path of the file to write", `/tmp/${suggestion}`) || null,
    onFileDrop: () => () => undefined,
  };
}

function listenForever(address: string, listener: (event: DesktopEvent) => void, resumed: () => void): () => void {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const connect = (again: boolean) => {
    socket = new WebSocket(address);
    socket.onopen = () => {
      if (again) resumed();
    };
    socket.onmessage = (message) => listener(JSON.parse(String(message.data)) as DesktopEvent);
    socket.onclose = () => {
      if (!stopped) timer = setTimeout(() => connect(true), RECONNECT_MS);
    };
  };
  connect(false);

  return () => {
    stopped = true;
    clearTimeout(timer);
    socket?.close();
  };
}
