// @vitest-environment jsdom
import { emit } from "@tauri-apps/api/event";
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, expect, test, vi } from "vitest";
import type { DesktopEvent } from "./api";
import { tauriHost } from "./tauri";

afterEach(clearMocks);

test("a window that was not told everything asks for everything again, as one that has just come", async () => {
  mockIPC(() => undefined, { shouldMockEvents: true });
  const [heard, resumed] = [vi.fn<(event: DesktopEvent) => void>(), vi.fn<() => void>()];
  tauriHost().subscribe(heard, resumed);
  await vi.waitFor(() => expect(resumed).toHaveBeenCalledTimes(1));
  await emit("leadline", { missed: {} } satisfies DesktopEvent);
  await emit("leadline", { link_waits: {} } satisfies DesktopEvent);
  expect(resumed).toHaveBeenCalledTimes(2);
  expect(heard.mock.calls).toEqual([[{ link_waits: {} }]]);
});
