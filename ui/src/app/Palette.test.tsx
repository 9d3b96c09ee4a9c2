// @vitest-environment jsdom
import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { useCommands } from "../kit/commands/useCommands";
import { onScreen } from "../testing/onScreen";
import { Palette } from "./Palette";
import { useSurface } from "./surfaces";

const core = vi.hoisted(() => ({ asked: [] as unknown[], go: vi.fn() }));
vi.mock("@tanstack/react-router", () => ({ useNavigate: () => core.go }));
vi.mock("../host", () => ({
  host: {
    call: async (name: string, request: { text: string }) => {
      if (name !== "search") return {};
      core.asked.push(request.text);
      const client = { id: "c1", name: "สมชัย ใจดี", company_name: "Siam Pumps", phone: "+66815550142", kind: "person" };
      return { clients: request.text === "สม" ? [{ ...client, lifecycle_stage: "lead" }] : [] };
    },
    subscribe: () => () => undefined,
  },
}));

const run = vi.fn();

function App() {
  useCommands([
    { id: "today", run: () => run("today") },
    { id: "settings", run: () => run("settings") },
    { id: "palette", run: () => run("palette") },
  ]);
  return <Palette />;
}

async function opened(language: "en" | "th" = "en") {
  const { person } = onScreen(<App />, { language });
  act(() => useSurface.setState({ open: "palette" }));
  await screen.findByRole("dialog");
  return person;
}
const options = () => screen.queryAllByRole("option").map((option) => option.textContent);

beforeEach(() => {
  core.asked.length = 0;
  vi.clearAllMocks();
  useSurface.setState({ open: null });
});

test("before anything is typed it offers the commands, but not itself", async () => {
  await opened();
  expect(options()).toHaveLength(2);
  expect(options()[0]).toContain("Today");
  expect(core.asked).toEqual([]);
});

test("a client is found by the first letters and opened with Enter, and the palette is gone", async () => {
  const person = await opened();
  await person.keyboard("สม");
  await screen.findByText("Siam Pumps, 081 555 0142");
  await person.keyboard("{Enter}");
  expect(core.go).toHaveBeenCalledWith({ to: "/clients/$id", params: { id: "c1" } });
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("> asks for commands only and never asks the core, @ for clients only", async () => {
  const person = await opened();
  await person.keyboard(">set");
  await waitFor(() => expect(options()).toHaveLength(1));
  expect(core.asked).toEqual([]);
  await person.keyboard("{Enter}");
  expect(run.mock.calls).toEqual([["settings"]]);

  act(() => useSurface.setState({ open: "palette" }));
  await screen.findByRole("dialog");
  await person.keyboard("@to");
  await waitFor(() => expect(core.asked).toContain("to"));
  expect(options()).toEqual([]);
});

test("what fits nothing says so in the person's language", async () => {
  const person = await opened("th");
  await person.keyboard("zzz");
  await waitFor(() => expect(options()).toEqual([]));
  expect(screen.getByRole("dialog").textContent).toContain("ไม่พบอะไรที่ตรงกัน");
});

test("it gives the focus back to where one was", async () => {
  const { person } = onScreen(
    <>
      <button onClick={() => useSurface.setState({ open: "palette" })}>Find</button>
      <App />
    </>,
  );
  const find = screen.getByRole("button", { name: "Find" });
  await person.click(find);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("combobox")));
  await person.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(find));
});
