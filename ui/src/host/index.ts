import { browserHost } from "./browser";
import type { Host } from "./host";
import { tauriHost } from "./tauri";

const address: string | undefined = import.meta.env["VITE_HOST"];

/** The core behind this window. */
export const host: Host = address ? browserHost(address) : tauriHost();
