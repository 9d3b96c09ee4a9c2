// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { SessionState, SyncStatus } from "../../host/api";
import { onScreen } from "../../testing/onScreen";
import { FirstSync } from "./FirstSync";

const core = vi.hoisted(() => ({ status: {} as unknown, clients: 0 }));
vi.mock("../../host", () => ({
  host: {
    call: async (name: string) => (name === "count" ? { total: core.clients } : core.status),
    subscribe: () => () => undefined,
  },
}));

const session = { stage: "ready", account: null, settings: {} } as unknown as SessionState;
const status = (some: Partial<SyncStatus>) => ({ link: "online", bytes: 1, first_sync: null, ...some });
const start = vi.fn();

beforeEach(() => {
  core.status = status({});
  core.clients = 0;
  start.mockClear();
});

test("the line says how much of everything is here", async () => {
  core.clients = 1_200;
  core.status = status({ first_sync: [5_000, 20_000] });
  onScreen(<FirstSync session={session} onStart={start} />);
  expect(await screen.findByText("5,000 / 20,000")).toBeDefined();
  const line = screen.getByRole("progressbar");
  expect([line.getAttribute("aria-valuenow"), line.getAttribute("aria-valuemax")]).toEqual(["5000", "20000"]);
  expect(screen.getByText("1,200")).toBeDefined();
});

test("work can start before the end, by Enter alone", async () => {
  const { person } = onScreen(<FirstSync session={session} onStart={start} />);
  await screen.findByText(/Start working/);
  await person.keyboard("{Enter}");
  expect(start).toHaveBeenCalledTimes(1);
});

test("without a network it says that it goes on by itself, and what can be done meanwhile", async () => {
  core.clients = 12;
  core.status = status({ link: "offline" });
  const { unmount } = onScreen(<FirstSync session={session} onStart={start} />);
  expect(await screen.findByText("Waiting for the network")).toBeDefined();
  expect(screen.getByText(/You can work with what is here already/)).toBeDefined();
  expect(screen.queryByText(/goes on if you close/)).toBeNull();
  unmount();
  core.clients = 0;
  onScreen(<FirstSync session={session} onStart={start} />);
  expect(await screen.findByText(/New clients can be written down already/)).toBeDefined();
});
